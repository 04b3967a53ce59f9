using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Tests.Diffusion;
using Aigc.ImageService.Tests.Drawing;
using Aigc.ImageService.Tests.Pipeline;
using SkiaSharp;

namespace Aigc.ImageService.Tests.Scenes;

/// <summary>Scenes that an operator's model for pictures from words paints. The tiny ones here have random weights: they prove the way, and paint noise.</summary>
public sealed class PaintedSceneTests
{
    private const int Side = 160;
    private static readonly SKColor Blue = new(30, 90, 190);
    private static readonly byte[] Photo = DrawnPhoto.Of(Shape.Disc, Ground.White, 320, 320, Blue).Png;
    private static readonly ImageStep Drawn = new("scene", "s", Side, Side, "png");
    private static readonly ImageStep Painted = Drawn with { Paint = new("on a beach", Steps: 4) };

    public static TheoryData<string> Engines => [SceneEngines.TextToImage, SceneEngines.ImageToImage];

    [Theory]
    [MemberData(nameof(Engines))]
    public void The_product_keeps_its_pixels_and_the_picture_says_who_painted_what_is_around(string engine)
    {
        using var studio = new PaintingStudio(new());

        var output = studio.Made(Photo, Painted with { Engine = engine });

        Assert.Equal((engine, "tiny", "for tests only", null, null), (output.Engine, output.Model!.Name, output.Model.Licence, output.Template, output.Detail));
        var record = ProvenanceReader.Verify(output.Bytes!).Record;
        Assert.Equal(("compositeWithTrainedAlgorithmicMedia", "1"), (record.SourceType, record.Aigc?.Label));
        using var scene = output.Pixels();
        var product = scene.Where(pixel => pixel == Blue);
        Assert.True(product.Width > Side / 3, $"{product}");
        Assert.All(scene.Inside(product), at => Assert.Equal(Blue, scene.GetPixel(at.X, at.Y)));
    }

    [Fact]
    public void A_painted_background_takes_the_product_as_one_that_was_sent_does()
    {
        using var studio = new PaintingStudio(new());
        var background = DiffusionPipelineTests.Only(studio.Pipeline.Run(new() { Prompt = "on a beach", Seeds = [1], Steps = 4, Width = Side, Height = Side }));
        using var picture = Raster.From(background).ToSkia();

        var painted = studio.Made(Photo, Painted with { Engine = SceneEngines.TextToImage });
        var sent = studio.Made(Photo, Drawn, 1, (Name: "background", File: picture.Encode(SKEncodedImageFormat.Png, 100).ToArray()));

        Assert.Equal(Pixels(sent), Pixels(painted));
        Assert.Equal(sent.Match, painted.Match);
    }

    [Fact]
    public void A_template_says_where_the_product_stands_on_a_painted_background()
    {
        using var studio = new PaintingStudio(new());

        SKRectI Product(string template)
        {
            using var scene = studio.Made(Photo, Painted with { Engine = SceneEngines.TextToImage, Template = template }).Pixels();
            return scene.Where(pixel => pixel == Blue);
        }

        Assert.NotEqual(Product("oak-studio").MidY, Product("snow-lay").MidY);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void The_same_seed_and_words_paint_the_same_bytes_and_others_paint_others(string engine)
    {
        using var studio = new PaintingStudio(new());
        var step = Painted with { Engine = engine };

        var made = studio.Made(Photo, step).Bytes;

        Assert.Equal(made, studio.Made(Photo, step).Bytes);
        Assert.NotEqual(Corner(studio.Made(Photo, step)), Corner(studio.Made(Photo, step, seed: 3)));
        Assert.NotEqual(Corner(studio.Made(Photo, step)), Corner(studio.Made(Photo, step with { Paint = step.Paint! with { Prompt = "photo of a cat" } })));
    }

    [Theory]
    [InlineData(SceneEngines.Inpaint)]
    [InlineData(SceneEngines.ImageToImage)]
    public void Over_the_same_scene_another_seed_paints_another(string engine)
    {
        using var studio = new PaintingStudio(new());
        (string, byte[]) ground = ("background", Photo);
        var step = Painted with { Engine = engine };

        // On a picture that was sent nothing is drawn by the seed; both are odd, so that the light comes from the same side.
        Assert.Equal(Corner(studio.Made(Photo, Drawn, 1, ground)), Corner(studio.Made(Photo, Drawn, 3, ground)));
        Assert.NotEqual(Corner(studio.Made(Photo, step, 1, ground)), Corner(studio.Made(Photo, step, 3, ground)));
    }

    [Fact]
    public void The_less_strength_the_nearer_a_scene_stays_to_the_drawn_one()
    {
        using var studio = new PaintingStudio(new());
        var drawn = Pixels(studio.Made(Photo, Drawn));

        double Distance(double? strength) => Pixels(studio.Made(Photo, Drawn with { Engine = SceneEngines.ImageToImage, Paint = new("on a beach", Steps: 10, Guidance: 1) { Strength = strength } })).Zip(drawn, (a, b) => Math.Abs(a - b)).Average();

        var (little, usual, half, all) = (Distance(0.1), Distance(null), Distance(0.5), Distance(1));
        Assert.True(little < half && half < all, $"{little} {half} {all}");
        Assert.Equal(half, usual);
    }

    [Fact]
    public void A_model_for_pictures_from_words_paints_around_a_product_too_and_leaves_that_to_one_made_for_it()
    {
        using var studio = new PaintingStudio(new());
        var step = Painted with { Engine = SceneEngines.Inpaint };

        var before = studio.Made(Photo, step).Model!.Name;
        studio.Install("made-for-it", SceneEngines.Inpaint, new() { Channels = 9 });

        Assert.Equal(("tiny", "made-for-it"), (before, studio.Made(Photo, step).Model!.Name));
        Assert.Equal("tiny", studio.Made(Photo, step with { Model = "tiny" }).Model!.Name);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_network_that_repaints_parts_only_paints_no_whole_picture(string engine)
    {
        using var studio = new PaintingStudio(new() { Channels = 9 });

        var problem = Assert.Throws<ImageProblemException>(() => studio.Made(Photo, Painted with { Engine = engine }));

        Assert.Equal(("model-mismatch", 409), (problem.Code, problem.Status));
        Assert.Equal("A network for text-to-image takes 4 channels; this one takes 9, with a mask among them: it is one for inpaint.", problem.Message);
    }

    [Fact]
    public void A_network_that_takes_no_words_paints_none()
    {
        using var studio = new PaintingStudio(new() { TryOn = true });

        var problem = Assert.Throws<ImageProblemException>(() => studio.Made(Photo, Painted with { Engine = SceneEngines.TextToImage }));

        Assert.Equal(("model-mismatch", "A network for text-to-image takes text; this one takes none."), (problem.Code, problem.Message));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void What_the_safety_checker_withholds_becomes_no_scene(string engine)
    {
        using var studio = new PaintingStudio(new() { SafetyLimit = 0 });

        var problem = Assert.Throws<ImageProblemException>(() => studio.Made(Photo, Painted with { Engine = engine }));

        Assert.Equal(("content-filtered", 422), (problem.Code, problem.Status));
    }

    [Fact]
    public void A_background_is_painted_or_sent_and_not_both()
    {
        using var studio = new PaintingStudio(new());

        var problem = Assert.Throws<ImageProblemException>(() => studio.Made(Photo, Painted with { Engine = SceneEngines.TextToImage }, 1, (Name: "background", File: Photo)));

        Assert.Equal(("background-not-taken", 400), (problem.Code, problem.Status));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Nothing_is_painted_for_a_photo_without_a_product_or_a_label_without_its_producer(string engine)
    {
        using var studio = new PaintingStudio(new());
        var step = Painted with { Engine = engine };

        Assert.NotNull(studio.Run(DrawnPhoto.Of(Shape.Disc, Ground.White, 60, 60, Blue).Png, step).Refusal);
        Assert.Equal("label-origin-missing", Assert.Throws<ImageProblemException>(() => studio.Run(Photo, step with { Labels = "china" })).Code);

        Assert.Equal(0, studio.Passes);
        studio.Run(Photo, step);
        Assert.NotEqual(0, studio.Passes);
    }

    private static byte[] Pixels(ImageOutput output) => ImageDecoder.Decode(output.Bytes!).Rgb;

    // Above the product and beside it, where nothing is but the background.
    private static byte[] Corner(ImageOutput output) => Pixels(output)[..(Side * 3 * 8)];
}
