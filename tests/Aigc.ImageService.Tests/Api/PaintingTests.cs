using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Images;
using Aigc.ImageService.Pipeline;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Serving;
using Aigc.ImageService.Tests.Diffusion;
using Aigc.ImageService.Tests.Diffusion.Tiny;
using Aigc.ImageService.Tests.Drawing;
using Aigc.ImageService.Tests.Models;
using Aigc.ImageService.Tests.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace Aigc.ImageService.Tests.Api;

/// <summary>Painting by models that an operator installed. The tiny ones here have random weights: they prove the way, and paint noise.</summary>
public sealed class PaintingTests
{
    private static readonly SKColor Blue = new(30, 90, 190);
    private static readonly byte[] Photo = DrawnPhoto.Of(Shape.Disc, Ground.White, colour: Blue).Png;
    private static readonly byte[] Person = DrawnPhoto.Of(Shape.Bottle, Ground.White, 300, 400, new SKColor(60, 90, 160)).Png;
    private static readonly byte[] Garment = DrawnPhoto.Of(Shape.Boot, Ground.White, 400, 400, new SKColor(178, 44, 52)).Png;
    private static readonly ImageStep Painted = new("scene", "s", 320, 320, "png") { Engine = "inpaint", Paint = new("on a beach", Steps: 2, WorkingSide: 64) };
    private static readonly ImageStep Dressed = new("tryon", "t", Format: "png") { LikenessConsent = true, Paint = new(Steps: 2, WorkingSide: 64) };

    public static TheoryData<string> Engines => [.. SceneEngines.All.Except([SceneEngines.Procedural])];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Without_a_model_it_is_told_that_none_is_installed(string engine)
    {
        await using var server = await ImageServer.StartAsync();

        using var answer = await PostAsync(server, "scene", Painted with { Engine = engine }, ("image", Photo));

        Assert.Equal((HttpStatusCode.Conflict, "model-not-installed"), (answer.StatusCode, await CodeOf(answer)));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Who_allows_it_gets_the_procedural_scene_instead_and_is_told(string engine)
    {
        await using var server = await ImageServer.StartAsync();

        var output = await MadeAsync(server, "scene", Painted with { Engine = engine, Fallback = true }, ("image", Photo));

        Assert.Equal(("procedural-scene", $"No model is installed for '{engine}'; this is the procedural scene."), (output.Engine, output.Detail));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(9)]
    public async Task A_model_paints_around_the_product_whose_pixels_stay_and_the_picture_says_who_made_it(int channels)
    {
        using var models = new InstalledFolder();
        using (var tiny = new TinyPipeline(new() { Channels = channels })) models.Install("tiny-inpaint", "inpaint", tiny.Folder);
        await using var server = await ImageServer.StartAsync(null, ("ModelFolder", models.Path));

        var output = await MadeAsync(server, "scene", Painted with { Fallback = true }, ("image", Photo));
        var procedural = await MadeAsync(server, "scene", Painted with { Engine = "procedural" }, ("image", Photo));

        Assert.Equal(("inpaint", null, "tiny-inpaint", "for tests only"), (output.Engine, output.Detail, output.Model!.Name, output.Model.Licence));
        Assert.Equal(new PaintRecord(2, 7.5, "Ddim", "cpu", SafetyChecked: false) { Prompt = "on a beach", Strength = 1, WorkingSide = 64 }, output.Painting);
        Assert.Null(procedural.Painting);
        var record = ProvenanceReader.Verify(output.Bytes!).Record;
        Assert.Equal(("compositeWithTrainedAlgorithmicMedia", "1"), (record.SourceType, record.Aigc?.Label));
        using var painted = output.Pixels();
        using var drawn = procedural.Pixels();
        var product = drawn.Where(pixel => pixel == Blue);
        Assert.All(painted.Inside(product), at => Assert.Equal(Blue, painted.GetPixel(at.X, at.Y)));
        Assert.NotEqual(drawn.GetPixel(5, 5), painted.GetPixel(5, 5));
    }

    [Theory]
    [InlineData("inpaint", 1, "product photograph")]
    [InlineData("image-to-image", 0.5, "product photograph")]
    [InlineData("text-to-image", 1, "empty photo studio")]
    public async Task What_nobody_asked_for_is_recorded_as_it_was_done(string engine, double strength, string prompt)
    {
        using var models = new InstalledFolder();
        using (var tiny = new TinyPipeline(new() { SafetyLimit = 2 })) models.Install("tiny", "text-to-image", tiny.Folder);
        await using var server = await ImageServer.StartAsync(null, ("ModelFolder", models.Path));

        var painting = (await MadeAsync(server, "scene", Painted with { Engine = engine, Paint = new(WorkingSide: 64) }, ("image", Photo))).Painting!;

        Assert.Equal((20, 7.5, strength, true), (painting.Steps, painting.Guidance, painting.Strength, painting.SafetyChecked));
        Assert.StartsWith(prompt, painting.Prompt, StringComparison.Ordinal);
    }

    [Fact]
    public void A_background_that_an_engine_paints_itself_is_refused_in_its_own_step_and_used_in_the_others()
    {
        using var models = new InstalledFolder();
        using (var tiny = new TinyPipeline(new())) models.Install("tiny", "text-to-image", tiny.Folder);
        using var services = new ServiceCollection().Configure<ServingOptions>(options => options.ModelFolder = models.Path).AddImagePipeline().BuildServiceProvider();
        var (painted, drawn) = (Painted with { Engine = "text-to-image" }, Painted with { Name = "d", Engine = "procedural" });
        var pictures = new Dictionary<string, byte[]> { [ImageWork.Main] = Photo, ["background"] = Garment };
        ImagePipelineResponse Run(params ImageStep[] steps) => services.GetRequiredService<ImagePipeline>().Run(new(new() { Steps = steps }, pictures), _ => { }, CancellationToken.None);

        var outputs = Run(painted, drawn).Outputs;

        Assert.Equal(["background-not-taken", null], outputs.Select(output => output.Refusal));
        Assert.NotNull(outputs[1].Bytes);
        Assert.Equal(("background-not-taken", 400), DiffusionPipelineTests.Problem(() => Run(painted)));
    }

    [Fact]
    public void Each_pass_of_the_network_is_told_inside_its_step()
    {
        using var models = new InstalledFolder();
        using (var tiny = new TinyPipeline(new())) models.Install("tiny-inpaint", "inpaint", tiny.Folder);
        using var services = new ServiceCollection().Configure<ServingOptions>(options => options.ModelFolder = models.Path).AddImagePipeline().BuildServiceProvider();
        var request = new ImagePipelineRequest { Steps = [new("white", "w", 320, 320), Painted with { Paint = Painted.Paint! with { Steps = 3 } }] };
        var told = new List<ImageProgress>();

        services.GetRequiredService<ImagePipeline>().Run(new(request, new Dictionary<string, byte[]> { [ImageWork.Main] = Photo }), told.Add, CancellationToken.None);

        Assert.Equal([new(1), new(1, new(0, 3)), new(1, new(1, 3)), new(1, new(2, 3)), new(1, new(3, 3)), new(2)], told);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_prompt_that_asks_for_what_no_picture_is_made_from_is_refused(string engine)
    {
        using var models = new InstalledFolder();
        using (var tiny = new TinyPipeline(new())) models.Install("tiny", "text-to-image", tiny.Folder);
        await using var server = await ImageServer.StartAsync(null, ("ModelFolder", models.Path));

        using var answer = await PostAsync(server, "scene", Painted with { Engine = engine, Paint = new("a nude person") }, ("image", Photo));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "content-filtered"), (answer.StatusCode, await CodeOf(answer)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.5)]
    [InlineData(1.01)]
    public async Task A_strength_that_is_none_is_refused_before_anything_is_made(double strength)
    {
        await using var server = await ImageServer.StartAsync();

        using var answer = await PostAsync(server, "scene", Painted with { Engine = "image-to-image", Fallback = true, Paint = new() { Strength = strength } }, ("image", Photo));

        Assert.Equal((HttpStatusCode.BadRequest, "request-invalid"), (answer.StatusCode, await CodeOf(answer)));
        Assert.Contains("The strength of painting lies above 0 and up to 1.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_is_not_known_is_refused_with_those_that_are()
    {
        await using var server = await ImageServer.StartAsync();

        using var answer = await PostAsync(server, "scene", Painted with { Engine = "magic" }, ("image", Photo));

        Assert.Equal((HttpStatusCode.BadRequest, "request-invalid"), (answer.StatusCode, await CodeOf(answer)));
        Assert.Contains("there are procedural, inpaint, text-to-image, image-to-image.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_garment_is_put_on_a_person_where_the_mask_says_and_nowhere_else()
    {
        using var models = new InstalledFolder();
        using (var tiny = new TinyPipeline(new() { Channels = 9, TryOn = true })) models.Install("tiny-try-on", "try-on", tiny.Folder);
        await using var server = await ImageServer.StartAsync(null, ("ModelFolder", models.Path));

        var output = await MadeAsync(server, "tryon", Dressed, ("image", Person), ("garment", Garment), ("mask", Mask()));

        Assert.Equal(new PaintRecord(2, 2.5, "Ddim", "cpu", SafetyChecked: false) { WorkingSide = 64 }, output.Painting);
        Assert.Equal(("try-on", "tiny-try-on", "for tests only", 300, 400), (output.Engine, output.Model!.Name, output.Model.Licence, output.Width, output.Height));
        Assert.Equal("1", ProvenanceReader.Verify(output.Bytes!).Record.Aigc?.Label);
        using var dressed = output.Pixels();
        using var before = SKBitmap.Decode(Person);
        Assert.Equal(before.GetPixel(150, 40), dressed.GetPixel(150, 40));
        Assert.NotEqual(before.GetPixel(150, 225), dressed.GetPixel(150, 225));
    }

    [Fact]
    public async Task Without_a_mask_the_installed_mask_model_says_where()
    {
        using var models = new InstalledFolder();
        using (var tiny = new TinyPipeline(new() { Channels = 9, TryOn = true })) models.Install("tiny-try-on", "try-on", tiny.Folder);
        var folder = Directory.CreateTempSubdirectory("mask-");
        TinyNetworks.RedMask().Save(Path.Combine(folder.FullName, "model.onnx"), ("mean", "0,0,0"), ("std", "1,1,1"));
        models.Install("tiny-mask", "garment-mask", folder.FullName);
        folder.Delete(recursive: true);
        await using var server = await ImageServer.StartAsync(null, ("ModelFolder", models.Path));
        var inRed = DrawnPhoto.Of(Shape.Bottle, Ground.White, 300, 400, new SKColor(255, 0, 0)).Png;

        var output = await MadeAsync(server, "tryon", Dressed, ("image", inRed), ("garment", Garment));

        using var dressed = output.Pixels();
        Assert.NotEqual(new SKColor(255, 0, 0), dressed.GetPixel(150, 225));
        Assert.Equal(SKColors.White, dressed.GetPixel(3, 3));
    }

    [Theory]
    [InlineData("no consent", 422, "likeness-consent-missing")]
    [InlineData("a prompt", 400, "request-invalid")]
    [InlineData("a strength", 400, "request-invalid")]
    [InlineData("no garment", 400, "request-invalid")]
    [InlineData("no mask", 409, "model-not-installed")]
    [InlineData("no model", 409, "model-not-installed")]
    public async Task What_is_missing_or_too_much_is_told(string what, int status, string code)
    {
        await using var server = await ImageServer.StartAsync();
        var paint = what switch { "a prompt" => Dressed.Paint! with { Prompt = "in silk" }, "a strength" => Dressed.Paint! with { Strength = 0.4 }, _ => Dressed.Paint };
        var step = Dressed with { LikenessConsent = what != "no consent", Paint = paint };
        (string, byte[])[] pictures = what switch { "no garment" => [("image", Person), ("mask", Mask())], "no mask" => [("image", Person), ("garment", Garment)], _ => [("image", Person), ("garment", Garment), ("mask", Mask())] };

        using var answer = await PostAsync(server, "tryon", step, pictures);

        Assert.Equal((status, code), ((int)answer.StatusCode, await CodeOf(answer)));
    }

    [Fact]
    public async Task What_is_installed_is_told_with_its_licence()
    {
        using var models = new InstalledFolder();
        using (var tiny = new TinyPipeline(new()))
        {
            models.Install("tiny-inpaint", "inpaint", tiny.Folder);
            models.Install("tiny-pictures", "text-to-image", tiny.Folder);
        }
        await using var server = await ImageServer.StartAsync(null, ("ModelFolder", models.Path));

        var list = await server.Http.GetFromJsonAsync(new Uri("/v1/models", UriKind.Relative), AigcJson.Default.ImageModelList);

        Assert.Equal([("cutout", "cutout", "MIT"), ("upscale-x2", "upscale", "MIT"), ("upscale-x4", "upscale", "MIT"), ("tiny-inpaint", "inpaint", "for tests only"), ("tiny-pictures", "text-to-image", "for tests only")], list!.Models.Select(model => (model.Name, model.Task, model.Licence)));
    }

    private static byte[] Mask()
    {
        using var mask = new SKBitmap(300, 400);
        using (var canvas = new SKCanvas(mask))
        {
            canvas.Clear(SKColors.Black);
            using var white = new SKPaint { Color = SKColors.White };
            canvas.DrawRect(100, 150, 100, 150, white);
        }
        using var png = mask.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static async Task<ImageOutput> MadeAsync(ImageServer server, string op, ImageStep step, params (string Name, byte[] Bytes)[] pictures)
    {
        using var answer = await PostAsync(server, op, step, pictures);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var output = Assert.Single((await answer.Content.ReadFromJsonAsync(AigcJson.Default.ImagePipelineResponse))!.Outputs);
        Assert.Null(output.Refusal);
        return output;
    }

    private static Task<HttpResponseMessage> PostAsync(ImageServer server, string op, ImageStep step, params (string Name, byte[] Bytes)[] pictures)
    {
        var request = new ImageOperationRequest { Step = step, Seed = 5, Inputs = pictures.ToDictionary(picture => picture.Name, picture => new ImageInput(picture.Bytes)) };
        return server.Http.PostAsJsonAsync(new Uri($"/v1/images:{op}", UriKind.Relative), request, AigcJson.Default.ImageOperationRequest);
    }

    private static async Task<string?> CodeOf(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString();
}
