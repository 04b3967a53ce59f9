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

    public static TheoryData<string, string> Unfit => new()
    {
        { "small", "both sides need" },
        { "long", "times as long as wide" },
        { "two garments", "several main pieces" },
        { "tiny garment", "The garment fills" },
        { "wide person", "wider than high" },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void Inputs_that_cannot_work_are_refused_with_the_reason(string what, string reason)
    {
        using var pipeline = Load();
        var request = what switch
        {
            "small" => Request with { Garment = Drawn(Shape.Boot, 200, 200, SKColors.Navy) },
            "long" => Request with { Garment = Drawn(Shape.Boot, 300, 1000, SKColors.Navy) },
            "two garments" => Request with { Garment = Painted(400, 400, (20, 120, 150, 280), (240, 120, 380, 280)) },
            "tiny garment" => Request with { Garment = Painted(400, 400, (180, 180, 220, 220)) },
            _ => Request with { Person = Drawn(Shape.Bottle, 400, 300, SKColors.Navy), Mask = new float[400 * 300] },
        };

        var problem = Assert.Throws<ImageProblemException>(() => pipeline.Run(request));

        Assert.Equal(("try-on-input-unfit", 422), (problem.Code, problem.Status));
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _tiny.Dispose();

    private TryOnPipeline Load() => TryOnPipeline.Load(_tiny.Folder, new SessionFactory(new() { Threads = 1 }));

    private static Picture Drawn(Shape shape, int width, int height, SKColor colour) => ImageDecoder.Decode(DrawnPhoto.Of(shape, Ground.White, width, height, colour).Png);

    private static Picture Painted(int width, int height, params (int Left, int Top, int Right, int Bottom)[] boxes)
    {
        var rgb = new byte[width * height * 3];
        Array.Fill(rgb, (byte)255);
        foreach (var box in boxes)
            for (var y = box.Top; y < box.Bottom; y++)
                for (var x = box.Left; x < box.Right; x++) (rgb[((y * width) + x) * 3], rgb[(((y * width) + x) * 3) + 1], rgb[(((y * width) + x) * 3) + 2]) = (40, 60, 140);
        return new(rgb, width, height);
    }
}
