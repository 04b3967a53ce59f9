using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion.Components;
using Aigc.ImageService.Tests.Diffusion;
using Aigc.ImageService.Tests.Diffusion.Tiny;
using Aigc.ImageService.Tests.Drawing;
using Aigc.ImageService.TryOn;
using SkiaSharp;

namespace Aigc.ImageService.Tests.TryOn;

public sealed class TryOnTests : IDisposable
{
    private static readonly Picture Person = Drawn(Shape.Bottle, 300, 400, new SKColor(60, 90, 160));
    private static readonly Picture Shirt = Drawn(Shape.Boot, 400, 400, new SKColor(178, 44, 52));
    private static readonly float[] Torso = [.. Enumerable.Range(0, Person.Pixels).Select(p => p / 300 is > 150 and < 300 && p % 300 is > 100 and < 200 ? 1f : 0f)];
    private static readonly TryOnRequest Request = new() { Person = Person, Garment = Shirt, Mask = Torso, Seed = 42, LikenessConsent = true, Steps = 4, WorkingSide = 64 };

    private readonly TinyPipeline _tiny = new(new() { Channels = 9, TryOn = true });

    [Fact]
    public void The_garment_decides_what_is_painted_and_the_rest_of_the_person_stays()
    {
        using var pipeline = Load();

        var first = pipeline.Run(Request);
        var other = pipeline.Run(Request with { Garment = Drawn(Shape.Boot, 400, 400, new SKColor(20, 160, 60)) });

        Assert.Equal(DiffusionPipelineTests.Hash(first.Picture), DiffusionPipelineTests.Hash(pipeline.Run(Request).Picture));
        Assert.NotEqual(DiffusionPipelineTests.Hash(first.Picture), DiffusionPipelineTests.Hash(other.Picture));
        Assert.All(Enumerable.Range(0, Person.Rgb.Length).Where(i => Torso[i / 3] == 0), i => Assert.Equal(Person.Rgb[i], first.Picture.Rgb[i]));
    }

    [Fact]
    public void Without_a_model_it_is_told() =>
        Assert.Equal(("model-not-installed", 409), DiffusionPipelineTests.Problem(() => TryOnPipeline.Load("/nowhere/at/all", new SessionFactory())));

    [Fact]
    public void A_text_to_image_model_is_no_try_on_model()
    {
        using var other = new TinyPipeline(new() { Channels = 9 });

        Assert.Equal(("model-mismatch", 409), DiffusionPipelineTests.Problem(() => TryOnPipeline.Load(other.Folder, new SessionFactory())));
    }

    [Fact]
    public void The_mask_model_says_where_the_garment_is()
    {
        TinyNetworks.RedMask().Save(_tiny.PathOf("mask.onnx"), ("mean", "0,0,0"), ("std", "1,1,1"));
        using var masks = GarmentMaskModel.Load(_tiny.PathOf("mask.onnx"), new SessionFactory());

        var mask = masks.Mask(Drawn(Shape.Bottle, 300, 400, new SKColor(255, 0, 0)), CancellationToken.None);

        Assert.True(mask[(130 * 300) + 150] > 0.5f);
        Assert.True(mask[0] < 0.5f);
    }

    [Fact]
    public void Without_consent_nothing_is_made()
    {
        using var pipeline = Load();

        Assert.Equal(("likeness-consent-missing", 422), DiffusionPipelineTests.Problem(() => pipeline.Run(Request with { LikenessConsent = false })));
    }

    [Fact]
    public void Inputs_that_cannot_work_are_refused()
    {
        using var pipeline = Load();

        Assert.Equal(("try-on-input-unfit", 422), DiffusionPipelineTests.Problem(() => pipeline.Run(Request with { Garment = Drawn(Shape.Boot, 200, 200, SKColors.Navy) })));
    }

    public void Dispose() => _tiny.Dispose();

    private TryOnPipeline Load() => TryOnPipeline.Load(_tiny.Folder, new SessionFactory(new() { Threads = 1 }));

    private static Picture Drawn(Shape shape, int width, int height, SKColor colour) => ImageDecoder.Decode(DrawnPhoto.Of(shape, Ground.White, width, height, colour).Png);
}
