using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Tests.Diffusion;
using Aigc.ImageService.Tests.Diffusion.Tiny;
using Aigc.ImageService.Tests.Models;
using Aigc.ImageService.Tests.Pipeline;
using Aigc.ImageService.TryOn;
using SkiaSharp;

namespace Aigc.ImageService.Tests.TryOn;

/// <summary>A garment laid flat is taken as it is; one that somebody wears is shown to the network without its wearer.</summary>
public sealed class GarmentPhotoTests : IDisposable
{
    private static readonly SKColor Red = new(255, 0, 0);
    private static readonly SKColor Blue = new(0, 0, 160);
    private static readonly SKColor Grey = new(60, 60, 60);
    private static readonly Picture Flat = Boxes.On(400, 400, new Box(100, 100, 300, 300));
    private static readonly Func<Picture, float[]?> NoModel = _ => null;

    private readonly InstalledFolder _models = new();

    public GarmentPhotoTests()
    {
        using var tiny = new TinyPipeline(new() { Channels = 9, TryOn = true });
        _models.Install("tiny-try-on", "try-on", tiny.Folder);
    }

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData(158, true)]
    [InlineData(162, false)]
    public void Most_of_what_is_there_being_garment_it_lies_flat(int covered, bool isolated) => Assert.Equal(isolated, Looked(covered).Mask is not null);

    [Theory]
    [InlineData(8, false)]
    [InlineData(12, true)]
    public void Where_nearly_nothing_is_garment_none_was_found(int covered, bool found)
    {
        if (found) Assert.NotNull(Looked(covered).Mask);
        else AssertNoGarment(() => Looked(covered));
    }

    [Fact]
    public void What_is_garment_is_told_with_its_share()
    {
        Assert.Equal("The garment picture was taken as it is, for a garment laid flat: 90 % of what it shows is garment.", Looked(180).Told);
        Assert.StartsWith("The garment was isolated from its picture: it seems to be worn on a figure, since 50", Looked(100).Told, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_knows_better_is_believed()
    {
        var half = Boxes.Mask(400, 400, new Box(100, 100, 200, 300));

        Assert.Null(GarmentReading.Of(Flat, GarmentPhoto.Flat, _ => half).Mask);
        Assert.Same(half, GarmentReading.Of(Flat, GarmentPhoto.Figure, _ => half).Mask);
        AssertNoGarment(() => GarmentReading.Of(Flat, GarmentPhoto.Figure, picture => new float[picture.Pixels]));
    }

    [Fact]
    public void On_a_ground_too_busy_to_tell_a_figure_from_the_garment_is_isolated()
    {
        var street = ImageDecoder.Decode(Drawing.DrawnPhoto.Of(Drawing.Shape.Boot, Drawing.Ground.Cluttered, 400, 400).Png);

        Assert.NotNull(GarmentReading.Of(street, GarmentPhoto.Auto, _ => Boxes.Mask(400, 400, new Box(100, 100, 300, 300))).Mask);
        AssertNoGarment(() => GarmentReading.Of(street, GarmentPhoto.Auto, picture => new float[picture.Pixels]));
    }

    [Fact]
    public void Without_a_mask_model_nothing_can_be_isolated()
    {
        Assert.Null(GarmentReading.Of(Flat, GarmentPhoto.Auto, NoModel).Mask);
        Assert.Equal(("model-not-installed", 409), DiffusionPipelineTests.Problem(() => GarmentReading.Of(Flat, GarmentPhoto.Figure, NoModel)));
    }

    [Fact]
    public void Isolated_the_garment_keeps_its_pixels_and_all_else_is_white()
    {
        var worn = Worn(Blue);

        var seen = GarmentReading.Isolated(worn, Boxes.Mask(480, 640, Shirt));

        Assert.Equal(Boxes.On(480, 640, Shirt).Rgb, seen.Rgb);
        Assert.NotEqual(worn.Rgb, seen.Rgb);
    }

    [Theory]
    [InlineData(GarmentPhoto.Flat, false)]
    [InlineData(GarmentPhoto.Figure, true)]
    [InlineData(null, true)]
    public void Whoever_wears_the_garment_in_its_picture_is_not_painted(GarmentPhoto? photo, bool same)
    {
        InstallMask();

        var (first, second) = (Dressed(Worn(Blue), photo), Dressed(Worn(Grey), photo));

        Assert.Equal(same, ImageDecoder.DecodeWhole(first.Bytes!).Pixels.SequenceEqual(ImageDecoder.DecodeWhole(second.Bytes!).Pixels));
        Assert.StartsWith(same ? "The garment was isolated" : "The garment picture was taken as it is", first.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_mask_model_a_figure_is_refused_and_who_says_nothing_is_told_that_nobody_looked()
    {
        Assert.Equal(("model-not-installed", 409), DiffusionPipelineTests.Problem(() => Dressed(Worn(Blue), GarmentPhoto.Figure)));
        Assert.Equal("The garment picture was taken as it is: no garment-mask model is installed to look for a figure.", Dressed(Worn(Blue), null).Detail);
    }

    [Fact]
    public void On_the_wire_it_is_one_of_three_words()
    {
        Assert.Equal([GarmentPhoto.Auto, GarmentPhoto.Flat, GarmentPhoto.Figure], ((string[])["auto", "flat", "figure"]).Select(word => Read($"\"{word}\"")));
        Assert.Throws<JsonException>(() => Read("\"worn\""));
        Assert.Throws<JsonException>(() => Read("2"));
    }

    private static Box Shirt => new(160, 160, 320, 340, Red);

    // The edges lie on those of the cells of the tiny mask model, which sees 48x64.
    private static Picture Worn(SKColor wearer) => Boxes.On(480, 640, new Box(140, 60, 340, 620, wearer), Shirt);

    private static GarmentReading Looked(int covered) => GarmentReading.Of(Flat, GarmentPhoto.Auto, _ => Boxes.Mask(400, 400, new Box(100, 100, 100 + covered, 300)));

    private static GarmentPhoto? Read(string value) => JsonSerializer.Deserialize($$"""{"op":"tryon","name":"t","garmentPhoto":{{value}}}""", AigcJson.Default.ImageStep)!.GarmentPhoto;

    private static void AssertNoGarment(Action act)
    {
        var problem = Assert.Throws<ImageProblemException>(act);
        Assert.Equal(("try-on-input-unfit", 422, "No garment was found in the garment picture."), (problem.Code, problem.Status, problem.Message));
    }

    private void InstallMask()
    {
        var folder = Directory.CreateTempSubdirectory("mask-");
        TinyNetworks.RedMask().Save(Path.Combine(folder.FullName, "model.onnx"), ("mean", "0,0,0"), ("std", "1,1,1"));
        _models.Install("tiny-mask", "garment-mask", folder.FullName);
        folder.Delete(recursive: true);
    }

    private ImageOutput Dressed(Picture garment, GarmentPhoto? photo)
    {
        var step = new ImageStep("tryon", "t", Format: "png") { LikenessConsent = true, GarmentPhoto = photo, Paint = new(Steps: 1, WorkingSide: 64) };
        var (person, mask) = (Boxes.On(300, 400, new Box(100, 40, 200, 380)), Boxes.On(300, 400, new Box(0, 0, 300, 150, SKColors.Black)));
        return PipelineDriver.Made(Png(person), step, options => options.ModelFolder = _models.Path, ("garment", Png(garment)), ("mask", Png(mask)));
    }

    private static byte[] Png(Picture picture) => PictureEncoder.Encode(Raster.From(picture), new(OutputFormat.Png)).Bytes;
}
