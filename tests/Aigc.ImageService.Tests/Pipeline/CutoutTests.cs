using Aigc.ImageService.Decoding;
using Aigc.ImageService.Tests.Drawing;
using Aigc.ImageService.Vision;
using Xunit.Abstractions;

namespace Aigc.ImageService.Tests.Pipeline;

public sealed class CutoutTests(ITestOutputHelper output)
{
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
}
