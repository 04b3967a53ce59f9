using Aigc.Contracts.Images;
using Aigc.ImageService.Pipeline;
using Aigc.ImageService.Scenes;
using Aigc.ImageService.Tests.Drawing;
using Aigc.ImageService.Tests.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace Aigc.ImageService.Tests.Scenes;

public sealed class SceneRenderingTests
{
    private static readonly SKColor Blue = new(30, 90, 190);
    private static readonly byte[] Disc = DrawnPhoto.Of(Shape.Disc, Ground.White, colour: Blue).Png;

    public static TheoryData<string> Templates => [.. new SceneLibrary((string?)null).All.Select(template => template.Name)];

    [Theory]
    [MemberData(nameof(Templates))]
    public void In_every_template_the_product_keeps_its_pixels_within_its_share_of_the_frame(string name)
    {
        var template = new SceneLibrary((string?)null).All.Single(template => template.Name == name);

        var made = PipelineDriver.Made(Disc, new("scene", "s", 400, 500, "png", Template: name));

        using var scene = made.Pixels();
        var product = scene.Where(pixel => pixel == Blue);
        Assert.InRange(product.Width / 400.0, template.Fill - 0.05, template.Fill + 0.02);
        Assert.All(scene.Inside(product), at => Assert.Equal(Blue, scene.GetPixel(at.X, at.Y)));
        Assert.Equal((name, true), (made.Template, made.Match!.Score is > 0 and <= 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_shadow_falls_away_from_the_light_of_the_photo(bool fromRight)
    {
        var photo = Lit(fromRight);

        using var scene = PipelineDriver.Made(photo, new("scene", "s", 500, 500, "png", Template: "mint-studio")).Pixels();

        // On the table, right above the foot of the product and right beside it.
        double Mean(int from, int to) => Enumerable.Range(from, to - from).SelectMany(x => Enumerable.Range(375, 40).Select(y => (double)scene.GetPixel(x, y).Green)).Average();
        var (left, right) = (Mean(100, 124), Mean(376, 400));
        Assert.True(fromRight ? left < right - 5 : right < left - 5, $"left {left:0.0}, right {right:0.0}");
    }

    [Fact]
    public void A_background_that_the_caller_sends_takes_the_place_of_the_drawn_one()
    {
        using var green = new SKBitmap(300, 200);
        green.Erase(new SKColor(20, 160, 60));
        var work = new ImageWork(new() { Steps = [new("scene", "s", 400, 400, "png")], Seed = 1 }, new Dictionary<string, byte[]> { ["image"] = Disc, ["background"] = green.Encode(SKEncodedImageFormat.Png, 100).ToArray() });

        var output = Assert.Single(new ServiceCollection().AddImagePipeline().BuildServiceProvider().GetRequiredService<ImagePipeline>().Run(work, _ => { }, CancellationToken.None).Outputs);

        using var scene = output.Pixels();
        Assert.Equal(new SKColor(20, 160, 60), scene.GetPixel(5, 5));
        Assert.Equal(Blue, scene.GetPixel(200, 200));
        Assert.Equal(("background", 0.35), (output.Template, output.Match!.Category));
    }

    [Fact]
    public void The_match_with_a_background_that_was_sent_is_that_of_its_own_colours()
    {
        var (same, other) = (Match(Blue), Match(new SKColor(250, 240, 200)));

        Assert.True(same.Palette < 0.2 && other.Palette > 0.8 && same.Lighting < 0.2 && other.Lighting > 0.8, $"{same} {other}");

        static SceneMatch Match(SKColor colour)
        {
            using var flat = new SKBitmap(200, 200);
            flat.Erase(colour);
            return PipelineDriver.Made(Disc, new("scene", "s", 200, 200), _ => { }, ("background", flat.Encode(SKEncodedImageFormat.Png, 100).ToArray())).Match!;
        }
    }

    [Theory]
    [InlineData(250, 238, 222, true)]
    [InlineData(222, 236, 250, false)]
    public void A_scene_takes_on_a_part_of_the_tint_of_the_photo_and_the_product_stays_as_it_is(byte red, byte green, byte blue, bool warm)
    {
        var tinted = new Ground("tinted", 0, (canvas, _, _) => canvas.Clear(new SKColor(red, green, blue)));
        var step = new ImageStep("scene", "s", 400, 400, "png", Template: "concrete-hall");

        using var scene = PipelineDriver.Made(DrawnPhoto.Of(Shape.Disc, tinted, colour: Blue).Png, step).Pixels();
        using var plain = PipelineDriver.Made(Disc, step).Pixels();

        var (by, towards) = (Warmth(scene) - Warmth(plain), warm ? 1 : -1);
        Assert.InRange(by * towards, 3, 25);
        Assert.Equal(Blue, scene.GetPixel(200, 200));

        static int Warmth(SKBitmap picture) => picture.GetPixel(20, 60).Red - picture.GetPixel(20, 60).Blue;
    }

    [Fact]
    public void A_scene_is_dimmed_for_a_photo_in_little_light_and_left_alone_for_a_ground_that_is_painted()
    {
        var dim = new Ground("dim", 0, (canvas, _, _) => canvas.Clear(new SKColor(170, 170, 170)));
        var step = new ImageStep("scene", "s", 400, 400, "png", Template: "concrete-hall");

        byte Corner(Ground ground) => PipelineDriver.Made(DrawnPhoto.Of(Shape.Disc, ground, colour: Blue).Png, step).Pixels().GetPixel(20, 60).Green;

        Assert.InRange(Corner(Ground.White) - Corner(dim), 8, 40);
        Assert.Equal(Corner(Ground.White), Corner(Ground.Green));
    }

    [Theory]
    [InlineData("snow-field", true)]
    [InlineData("snow-lay", false)]
    public void Only_what_stands_keeps_a_shadow_that_lies_far_from_it(string template, bool keeps)
    {
        var photo = DrawnPhoto.Of(Shape.Disc, Ground.Shadowed, 600, 600, Blue).Png;
        SKColor[] Scene(ShadowKind shadow) => PipelineDriver.Made(photo, new("scene", "s", 900, 500, "png", Template: template) { Shadow = shadow }).Pixels().Pixels;

        var (with, without) = (Scene(ShadowKind.Natural), Scene(ShadowKind.None));

        var product = Enumerable.Range(0, without.Length).Where(p => Near(without[p])).Select(p => (X: p % 900, Y: p / 900)).ToList();
        var (x, y, reach) = (product.Average(at => at.X), product.Average(at => at.Y), ((product.Max(at => at.X) - product.Min(at => at.X)) / 2) + 70);
        // Further out than what a flat scene throws itself.
        var far = Enumerable.Range(0, with.Length).Count(p => Math.Sqrt(Math.Pow((p % 900) - x, 2) + Math.Pow((p / 900) - y, 2)) > reach && without[p].Green - with[p].Green > 8);
        Assert.True(keeps ? far > 200 : far == 0, $"{far}");

        static bool Near(SKColor colour) => Math.Abs(colour.Red - Blue.Red) + Math.Abs(colour.Green - Blue.Green) + Math.Abs(colour.Blue - Blue.Blue) < 12;
    }

    // A disc that is lighter on one side.
    private static byte[] Lit(bool fromRight)
    {
        using var bitmap = new SKBitmap(600, 600);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.White);
            SKColor[] colours = [new(60, 20, 20), new(190, 90, 90)];
            using var shader = SKShader.CreateLinearGradient(new(100, 0), new(500, 0), fromRight ? colours : [.. colours.Reverse()], SKShaderTileMode.Clamp);
            using var paint = new SKPaint { Shader = shader, IsAntialias = true };
            canvas.DrawRoundRect(SKRect.Create(150, 100, 300, 400), 20, 20, paint);
        }
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
