using System.Text;
using Aigc.Core.Images;
using Aigc.Core.Recipes;
using Aigc.ImageService.Tests.Diffusion.Tiny;
using Aigc.ImageService.Tests.Models;
using Aigc.Testing.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Tests.Api;

/// <summary>Recipes that name what the image service has, or has not.</summary>
public sealed class RecipeIntakeTests
{
    [Theory]
    [InlineData("""{"slot":"image.scene","template":"studio-wam"}""", "$.outputs[1].template", "must be one of oak-studio, ")]
    [InlineData("""{"slot":"image.scene","image":{"engine":"inpaint"}}""", "$.outputs[1].image.engine", "no model for inpaint or text-to-image is installed")]
    [InlineData("""{"slot":"image.scene","image":{"engine":"text-to-image"}}""", "$.outputs[1].image.engine", "no model for text-to-image is installed")]
    [InlineData("""{"slot":"image.scene","image":{"engine":"image-to-image"}}""", "$.outputs[1].image.engine", "no model for text-to-image is installed")]
    [InlineData("""{"slot":"image.scene","model":"sdxl","image":{"engine":"inpaint","fallback":true}}""", "$.outputs[1].model", "no model for inpaint or text-to-image is installed")]
    [InlineData("""{"slot":"image.tryon","image":{"tryOn":{"person":"ann.jpg","likenessConsent":true}}}""", "$.outputs[1].slot", "no model for try-on is installed")]
    public async Task What_the_service_does_not_have_is_told_by_its_path(string output, string path, string why)
    {
        await using var server = await ImageServer.StartAsync();

        var problem = await Assert.ThrowsAsync<ProblemException>(() => Intake(server.Client).ReadAsync(With(output)));

        Assert.Equal(("recipe-invalid", 422), (problem.Code, problem.Status));
        var error = Assert.Single(problem.Errors);
        Assert.Equal(path, error.Path);
        Assert.StartsWith(why, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"slot":"image.scene","image":{"engine":"inpaint","fallback":true}}""")]
    [InlineData("""{"slot":"image.scene","image":{"engine":"text-to-image","fallback":true}}""")]
    [InlineData("""{"slot":"image.scene","image":{"engine":"procedural"}}""")]
    [InlineData("""{"slot":"image.scene"}""")]
    public async Task What_the_service_has_or_need_not_have_is_taken(string output)
    {
        await using var server = await ImageServer.StartAsync();

        Assert.Equal(2, (await Intake(server.Client).ReadAsync(With(output))).Outputs.Count);
    }

    [Fact]
    public async Task Every_template_that_is_told_can_be_asked_for()
    {
        await using var server = await ImageServer.StartAsync();
        var templates = (await server.Client.TemplatesAsync()).Templates;

        Assert.NotEmpty(templates);
        foreach (var template in templates) await Intake(server.Client).ReadAsync(With($$"""{"slot":"image.scene","template":"{{template.Name}}"}"""));
    }

    [Fact]
    public async Task An_installed_model_is_known_by_its_name_and_no_other()
    {
        using var models = new InstalledFolder();
        using (var tiny = new TinyPipeline(new())) models.Install("studio", "inpaint", tiny.Folder);
        await using var server = await ImageServer.StartAsync(null, ("ModelFolder", models.Path));

        Assert.Equal("studio", (await Intake(server.Client).ReadAsync(With("""{"slot":"image.scene","model":"studio","image":{"engine":"inpaint"}}"""))).Outputs[1].Model);
        await Assert.ThrowsAsync<ProblemException>(() => Intake(server.Client).ReadAsync(With("""{"slot":"image.scene","model":"studoi","image":{"engine":"inpaint"}}""")));
    }

    [Theory]
    [InlineData("inpaint", "inpaint", true)]
    [InlineData("inpaint", "text-to-image", false)]
    [InlineData("inpaint", "image-to-image", false)]
    [InlineData("text-to-image", "inpaint", true)]
    [InlineData("text-to-image", "text-to-image", true)]
    [InlineData("text-to-image", "image-to-image", true)]
    [InlineData("try-on", "text-to-image", false)]
    public async Task A_recipe_is_taken_where_a_model_is_installed_that_its_engine_can_use(string task, string engine, bool taken)
    {
        using var models = new InstalledFolder();
        using (var tiny = new TinyPipeline(new())) models.Install("studio", task, tiny.Folder);
        await using var server = await ImageServer.StartAsync(null, ("ModelFolder", models.Path));

        var reading = Intake(server.Client).ReadAsync(With($$"""{"slot":"image.scene","image":{ "engine":"{{engine}}" } }"""));

        if (taken) await reading;
        else Assert.Equal("$.outputs[1].image.engine", Assert.Single((await Assert.ThrowsAsync<ProblemException>(() => reading)).Errors).Path);
    }

    [Fact]
    public async Task A_service_that_is_down_keeps_no_recipe_out()
    {
        using var nowhere = new HttpClient { BaseAddress = new("http://127.0.0.1:1") };

        var recipe = await Intake(new(nowhere, Options.Create(new ImageOptions()), TimeProvider.System)).ReadAsync(With("""{"slot":"image.scene","template":"studio-wam"}"""));

        Assert.Equal("studio-wam", recipe.Outputs[1].Template);
    }

    private static RecipeIntake Intake(ImageClient client) => new(new(new InMemoryRecordStore()), client, NullLogger<RecipeIntake>.Instance);

    private static byte[] With(string output) => Encoding.UTF8.GetBytes($$"""{"outputs":[{"slot":"title.en"},{{output}}]}""");
}
