using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Pipeline;
using Aigc.ImageService.Tests.Pipeline;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Tests.Vision;

/// <summary>A file that was cut out already is not cut anew.</summary>
public sealed class OwnAlphaTests
{
    private const int Side = 300;

    [Fact]
    public void The_cut_out_is_the_alpha_of_the_file_and_the_product_keeps_its_colours_up_to_the_edge()
    {
        var drawn = Disc((200, 30, 40));
        using var source = new Source(new(), new(new() { Steps = [] }, new Dictionary<string, byte[]> { [ImageWork.Main] = Png(drawn) }));

        Assert.Equal("own-alpha", source.CutEngine);
        Assert.Equal(drawn.Pixels.Where((_, i) => i % 4 == 3), source.Cutout.Alpha.Select(alpha => (byte)MathF.Round(alpha * 255)));
        Assert.Equal(new PixelBox(70, 70, 230, 230), source.Verdict.Subject!.Box);
        var made = Pixels(PipelineDriver.Made(Png(drawn), new("transparent", "t", 200, 200)));
        Assert.All(made.Where(pixel => pixel.Alpha > 40), pixel => Assert.True(Math.Abs(pixel.Red - 200) < 4 && Math.Abs(pixel.Green - 30) < 4, $"{pixel}"));
        Assert.True(made.Count(pixel => pixel.Alpha is > 40 and < 220) > 100, "Control: the edge is soft.");
    }

    [Theory]
    [InlineData("white")]
    [InlineData("transparent")]
    [InlineData("scene")]
    public void A_white_product_on_nothing_is_no_product_without_contrast(string op) =>
        Assert.Equal(op == "scene" ? "procedural-scene" : "own-alpha", PipelineDriver.Made(Png(Disc((255, 255, 255))), new(op, "x", 200, 200)).Engine);

    [Fact]
    public void A_picture_that_was_trimmed_to_its_product_is_not_cropped()
    {
        var disc = Disc((200, 30, 40));
        using var image = disc.ToVips().Crop(70, 70, 160, 160);

        Assert.DoesNotContain(PipelineDriver.Screened(image.PngsaveBuffer()).Reasons, reason => reason.Code is "cropped" or "subject-fills-frame");
    }

    [Theory]
    [InlineData("opaque all over")]
    [InlineData("rounded corners")]
    [InlineData("a veil all over")]
    [InlineData("a faint mark on nothing")]
    public void Alpha_that_sets_nothing_apart_is_no_cut_out(string what)
    {
        var file = Drawn((x, y) => what switch
        {
            "opaque all over" => 255,
            "rounded corners" => Math.Min(x, Side - 1 - x) + Math.Min(y, Side - 1 - y) < 20 ? 0 : 255,
            "a veil all over" => 128,
            _ => Within(x, y, 80) ? 90 : 0,
        }, (200, 30, 40));

        Assert.Null(OwnAlpha.Cut(ImageDecoder.Decode(Png(file))));
    }

    // An edge of three steps.
    private static Raster Disc((byte R, byte G, byte B) colour) => Drawn((x, y) => Within(x, y, 78) ? 255 : Within(x, y, 79) ? 170 : Within(x, y, 80) ? 85 : 0, colour);

    private static bool Within(int x, int y, double radius) => Math.Pow(x + 0.5 - (Side / 2), 2) + Math.Pow(y + 0.5 - (Side / 2), 2) <= radius * radius;

    // Beyond the product another colour, as editors leave it there.
    private static Raster Drawn(Func<int, int, int> alpha, (byte R, byte G, byte B) colour) => new([.. Enumerable.Range(0, Side * Side).SelectMany(p =>
    {
        var here = alpha(p % Side, p / Side);
        return here == 0 ? new byte[] { 0, 255, 0, 0 } : [colour.R, colour.G, colour.B, (byte)here];
    })], Side, Side, 4);

    private static byte[] Png(Raster picture) => PictureEncoder.Encode(picture, new(OutputFormat.Png)).Bytes;

    private static List<SkiaSharp.SKColor> Pixels(ImageOutput output)
    {
        using var pixels = output.Pixels();
        return [.. pixels.Pixels];
    }
}
