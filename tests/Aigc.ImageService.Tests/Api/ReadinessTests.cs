using System.Net;
using System.Text.Json;
using Aigc.Contracts.Images;
using Aigc.ImageService.Models;
using Aigc.ImageService.Pipeline;
using Aigc.ImageService.Pipeline.Operations;
using Aigc.ImageService.Serving;
using Aigc.ImageService.Tests.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aigc.ImageService.Tests.Api;

/// <summary>What the platform is told before and after the warm-up.</summary>
public sealed class ReadinessTests
{
    [Theory]
    [InlineData("upscale")]
    [InlineData("cutout")]
    [InlineData("inpaint")]
    [InlineData("text-to-image")]
    [InlineData("try-on")]
    [InlineData("garment-mask")]
    [InlineData("classify")]
    public async Task A_model_that_cannot_be_loaded_keeps_the_service_from_traffic_and_is_named(string task)
    {
        using var models = new InstalledFolder();
        var weights = Directory.CreateTempSubdirectory("weights-");
        await File.WriteAllTextAsync(Path.Combine(weights.FullName, "model.onnx"), "no weights at all");
        models.Install("broken-one", task, weights.FullName, factor: 2);
        weights.Delete(recursive: true);
        await using var server = await ImageServer.StartAsync(null, ("ModelFolder", models.Path));

        var (status, answer) = await SettledAsync(server, "ready");
        var (startup, _) = await SettledAsync(server, "startup");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, "failed"), (status, startup, answer.GetProperty("status").GetString()));
        Assert.Contains("broken-one", answer.GetProperty("reason").GetString(), StringComparison.Ordinal);
        // Whoever asks for health has no key: no path of the machine is told.
        Assert.DoesNotContain(models.Path, answer.GetRawText(), StringComparison.Ordinal);
        using var live = await server.Http.GetAsync(new Uri("/healthz/live", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task The_start_is_over_when_the_service_is_ready()
    {
        await using var server = await ImageServer.StartAsync();

        var (status, answer) = await SettledAsync(server, "startup");

        Assert.Equal((HttpStatusCode.OK, "ready"), (status, answer.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task A_picture_that_is_refused_is_no_warm_up()
    {
        using var models = new ModelLibrary([]);
        using var services = new ServiceCollection().AddImagePipeline().AddLogging().BuildServiceProvider();
        var pipeline = new ImagePipeline(new([new Refusing("white"), new Refusing("scene")]), new CutoutCache(models));
        using var readiness = new Readiness(pipeline, models, services.GetRequiredService<OperatorModels>(), NullLogger<Readiness>.Instance);

        await readiness.StartAsync(CancellationToken.None);
        await readiness.ExecuteTask!;

        Assert.Equal((false, "A picture of the warm-up failed (subject-not-separable)."), (readiness.IsReady, readiness.Failure));
    }

    private sealed class Refusing(string name) : IOperation
    {
        public string Name => name;

        public ImageOutput Run(Source source, ImageStep step, CancellationToken cancellationToken) => new(step.Name, "none", null, null, 0, 0, "subject-not-separable", "Measured 0.");
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> SettledAsync(ImageServer server, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (true)
        {
            using var response = await server.Http.GetAsync(new Uri($"/healthz/{what}", UriKind.Relative), limit.Token);
            var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(limit.Token)).RootElement;
            if (answer.GetProperty("status").GetString() != "starting") return (response.StatusCode, answer);
        }
    }
}
