using Aigc.Forge.Cutout;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Models;
using Aigc.ImageService.Tests.Drawing;
using Aigc.ImageService.Vision;
using Xunit.Abstractions;

namespace Aigc.ImageService.Tests.Pipeline;

public sealed class CutoutTests(ITestOutputHelper output)
{
    private const int UnseenSeed = 8_000_000;
    private static readonly Shape[] Shapes = [Shape.Mug, Shape.Bottle, Shape.Boot];

    [Theory]
    [InlineData("white", 0.99)]
    [InlineData("plain", 0.99)]
    [InlineData("gradient", 0.99)]
    public void The_outline_agrees_with_the_drawn_truth(string ground, double atLeast)
    {
        foreach (var shape in Shapes)
        {
            var photo = DrawnPhoto.Of(shape, ground switch { "white" => Ground.White, "plain" => Ground.Plain, _ => Ground.Gradient });

            var iou = photo.IouOf(SubjectFinder.Find(ImageDecoder.Decode(photo.Png)).Alpha);

            output.WriteLine(FormattableString.Invariant($"{shape} on {ground}: IoU {iou:0.0000}"));
            Assert.True(iou >= atLeast, $"{shape} on {ground}: {iou}");
        }
    }

    [Fact]
    public void The_hole_of_a_handle_is_not_product()
    {
        var photo = DrawnPhoto.Of(Shape.Mug, Ground.Plain);

        var alpha = SubjectFinder.Find(ImageDecoder.Decode(photo.Png)).Alpha;

        var hole = ((int)(640 * 0.49) * 640) + (int)(640 * 0.68);
        Assert.False(photo.Truth[hole]);
        Assert.True(alpha[hole] < 0.1f, $"alpha {alpha[hole]}");
    }

    [Fact]
    public void A_photo_as_jpeg_is_cut_as_well_as_its_original()
    {
        var photo = DrawnPhoto.Of(Shape.Boot, Ground.Gradient);

        var iou = photo.IouOf(SubjectFinder.Find(ImageDecoder.Decode(photo.Jpeg(85))).Alpha);

        Assert.True(iou >= 0.97, $"{iou}");
    }

    [Fact]
    public void The_network_that_ships_beats_the_colour_cut_on_photos_it_never_saw_and_leaves_the_shadow_behind()
    {
        using var library = new ModelLibrary([Path.Combine(AppContext.BaseDirectory, "models")]);

        var (with, without) = (EvaluateCutout.Score(24, UnseenSeed, CutoutNetwork.In(library)), EvaluateCutout.Score(24, UnseenSeed, null));

        var (better, worse) = (with.Average(score => score.Iou), without.Average(score => score.Iou));
        var (leak, before) = (with.Average(score => score.Leak), without.Average(score => score.Leak));
        output.WriteLine(FormattableString.Invariant($"IoU {worse:0.000} -> {better:0.000}, shadow cut {before:0.000} -> {leak:0.000}"));
        Assert.True(better > worse + 0.02, $"IoU {worse:0.000} -> {better:0.000}");
        Assert.True(leak < before * 0.75, $"shadow cut {before:0.000} -> {leak:0.000}");
    }

    [Fact]
    public void A_dark_sharp_shadow_that_adjoins_the_product_is_left_behind_and_the_outline_kept()
    {
        using var library = new ModelLibrary([Path.Combine(AppContext.BaseDirectory, "models")]);

        var scores = EvaluateCutout.Score(24, UnseenSeed, CutoutNetwork.In(library), StudioKind.HardShadow);

        var (leak, outline) = (scores.Average(score => score.Leak), scores.Average(score => score.OutlineF));
        output.WriteLine(FormattableString.Invariant($"shadow cut {leak:0.000}, outline F {outline:0.000}"));
        Assert.True(leak < 0.2, $"shadow cut {leak:0.000}");
        Assert.True(outline > 0.8, $"outline F {outline:0.000}");
    }
}
