using Aigc.Contracts.Images;
using Aigc.ImageService.Tests.Drawing;
using SkiaSharp;

namespace Aigc.ImageService.Tests.Pipeline;

public sealed class RenderingTests
{
    private static readonly DrawnPhoto Mug = DrawnPhoto.Of(Shape.Mug, Ground.Gradient);

    [Theory]
    [InlineData("jpeg")]
    [InlineData("png")]
    [InlineData("webp")]
    public void The_white_picture_is_exactly_white_all_around(string format)
    {
        using var white = PipelineDriver.Made(Mug.Png, new("white", "w", 800, 800, format)).Pixels();

        var ring = Points(white).Where(at => at.X < 30 || at.Y < 30 || at.X >= 770 || at.Y >= 770).Select(at => white.GetPixel(at.X, at.Y)).Distinct();

        Assert.Equal([SKColors.White], ring);
    }

    [Theory]
    [InlineData(1000, 1000)]
    [InlineData(600, 900)]
    [InlineData(333, 200)]
    public void The_product_fills_at_least_85_percent_centred_and_the_size_is_exact(int width, int height)
    {
        var made = PipelineDriver.Made(Mug.Png, new("white", "w", width, height, "png"));
        using var white = made.Pixels();
        var product = white.Where(pixel => pixel.Green < 200);

        Assert.Equal((width, height, width, height), (white.Width, white.Height, made.Width, made.Height));
        Assert.InRange(Math.Max((double)product.Width / width, (double)product.Height / height), 0.85, 0.89);
        Assert.InRange(Math.Abs(product.MidX - (width / 2)), 0, width * 0.01);
        Assert.InRange(Math.Abs(product.MidY - (height / 2)), 0, height * 0.01);
    }

    [Fact]
    public void A_transparent_picture_has_no_fringe_of_the_old_ground()
    {
        var colour = new SKColor(170, 40, 60);
        var photo = DrawnPhoto.Of(Shape.Disc, Ground.Green, colour: colour);
        using var cut = PipelineDriver.Made(photo.Png, new("transparent", "t", 640, 640)).Pixels();

        var edge = Points(cut).Select(at => cut.GetPixel(at.X, at.Y)).Where(pixel => pixel.Alpha is > 24 and < 250).ToList();
        var corner = cut.GetPixel(2, 2);

        Assert.Equal(0, corner.Alpha);
        Assert.True(edge.Count > 200, $"only {edge.Count} edge pixels");
        // Product and ground are 160 levels of green apart; a clean edge keeps to a fraction of that.
        var off = edge.Select(pixel => Math.Max(Math.Abs(pixel.Green - colour.Green), Math.Abs(pixel.Red - colour.Red))).Order().ToList();
        Assert.True(off[off.Count * 99 / 100] <= 24, $"99 % are within {off[off.Count * 99 / 100]}");
        Assert.True(off[^1] <= 48, $"the worst is {off[^1]} off");
    }

    [Theory]
    [InlineData("white")]
    [InlineData("transparent")]
    public void Between_a_product_and_its_shadow_no_light_shines_through(string op)
    {
        var photo = DrawnPhoto.Of(Shape.Disc, Ground.Shadowed, colour: new SKColor(60, 20, 20));
        using var made = PipelineDriver.Made(photo.Png, new(op, "x", 800, 800, "png")).Pixels();
        var product = made.Where(pixel => pixel.Alpha == 255 && pixel.Red - pixel.Green > 25);

        // From the product through its lower right edge into the shadow: from dark to light, and never back.
        var (across, along) = (Math.Cos(0.9), Math.Sin(0.9));
        var outwards = Enumerable.Range((product.Width / 2) - 30, 60).Select(r => OnWhite(made.GetPixel(product.MidX + (int)(r * across), product.MidY + (int)(r * along)))).ToList();

        var lightest = 0;
        foreach (var light in outwards)
        {
            Assert.True(light >= lightest - 14, $"A light rim: {string.Join(' ', outwards)}");
            lightest = Math.Max(lightest, light);
        }
        Assert.True(outwards[op == "white" ? 33 : ^1] < 225, $"Control: there is a shadow, {string.Join(' ', outwards)}.");
    }

    [Fact]
    public void On_white_a_shadow_fades_close_to_the_product_and_the_default_picture_meets_our_own_rules()
    {
        var photo = DrawnPhoto.Of(Shape.Disc, Ground.Shadowed, colour: new SKColor(60, 20, 20));

        var made = PipelineDriver.Made(photo.Png, new("white", "w", 1000, 1000, "png") { Market = "standard" });

        Assert.DoesNotContain(made.Market!.Results, result => result.Outcome is RuleOutcome.Warn or RuleOutcome.Fail);
        using var pixels = made.Pixels();
        var grey = Points(pixels).Where(at => Math.Sqrt(Math.Pow(at.X - 500, 2) + Math.Pow(at.Y - 500, 2)) > 444 && pixels.GetPixel(at.X, at.Y).Green < 255).ToList();
        var farthest = grey.Max(at => Math.Sqrt(Math.Pow(at.X - 500, 2) + Math.Pow(at.Y - 500, 2))) - 440;
        Assert.InRange(farthest, 20, 55);
        Assert.True(grey.Count < 0.04 * 1000 * 1000, $"{grey.Count} pixels of the whole picture are no white ground");
    }

    [Fact]
    public void A_shadow_that_runs_out_of_the_frame_fades_before_the_border()
    {
        var photo = DrawnPhoto.Of(Shape.Disc, Ground.Shadowed, colour: new SKColor(60, 20, 20));

        using var pixels = PipelineDriver.Made(photo.Png, new("transparent", "t", 800, 800, "png")).Pixels();

        Assert.All(Points(pixels).Where(at => at.X is < 10 or >= 790 || at.Y is < 10 or >= 790), at => Assert.Equal(0, pixels.GetPixel(at.X, at.Y).Alpha));
        Assert.True(Enumerable.Range(0, 800).Any(y => pixels.GetPixel(740, y).Alpha > 5), "Control: the shadow is there further in.");
    }

    [Fact]
    public void A_scene_keeps_the_pixels_of_the_product()
    {
        var colour = new SKColor(30, 90, 190);
        var photo = DrawnPhoto.Of(Shape.Disc, Ground.White, colour: colour);
        using var scene = PipelineDriver.Made(photo.Png, new("scene", "s", 1000, 1000, "png", Template: "oak-studio")).Pixels();

        var product = scene.Where(pixel => pixel == colour);

        Assert.InRange(product.Width, 600, 670);
        Assert.All(scene.Inside(product), at => Assert.Equal(colour, scene.GetPixel(at.X, at.Y)));
        Assert.NotEqual(SKColors.White, scene.GetPixel(5, 5));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        var step = new ImageStep("scene", "s", 500, 500, Template: "oak-studio");

        var first = PipelineDriver.Made(Mug.Png, step, seed: 7).Bytes!;

        Assert.Equal(first, PipelineDriver.Made(Mug.Png, step, seed: 7).Bytes!);
        Assert.NotEqual(first, PipelineDriver.Made(Mug.Png, step, seed: 8).Bytes!);
    }

    [Theory]
    [InlineData("jpeg", "image/jpeg", new byte[] { 0xFF, 0xD8, 0xFF })]
    [InlineData("png", "image/png", new byte[] { 0x89, 0x50, 0x4E, 0x47 })]
    [InlineData("webp", "image/webp", new byte[] { 0x52, 0x49, 0x46, 0x46 })]
    public void The_bytes_are_what_the_content_type_says(string format, string type, byte[] magic)
    {
        var made = PipelineDriver.Made(Mug.Png, new("white", "w", 200, 200, format));

        Assert.Equal(type, made.ContentType);
        Assert.Equal(magic, made.Bytes![..magic.Length]);
    }

    private static int OnWhite(SKColor pixel) => ((pixel.Green * pixel.Alpha) + (255 * (255 - pixel.Alpha))) / 255;

    private static IEnumerable<(int X, int Y)> Points(SKBitmap bitmap) =>
        Enumerable.Range(0, bitmap.Height).SelectMany(y => Enumerable.Range(0, bitmap.Width).Select(x => (x, y)));
}
