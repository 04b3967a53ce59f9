using Aigc.Contracts.Images;
using Aigc.ImageService.Tests.Drawing;
using SkiaSharp;

namespace Aigc.ImageService.Tests.Pipeline;

/// <summary>How much of its shadow a product keeps.</summary>
public sealed class ShadowTests
{
    private static readonly SKColor Dark = new(60, 20, 20);
    private static readonly byte[] Shadowed = DrawnPhoto.Of(Shape.Disc, Ground.Shadowed, 600, 600, Dark).Png;

    [Theory]
    [InlineData("white", "amazon-main")]
    [InlineData("white", "aliexpress")]
    [InlineData("convert", "amazon-main")]
    [InlineData("convert", "aliexpress")]
    public void A_market_that_wants_its_ground_white_gets_no_grey_beside_the_product(string op, string market)
    {
        var made = PipelineDriver.Made(Shadowed, new(op, "x", 600, 600, "png") { Market = market });

        Assert.Equal(RuleOutcome.Pass, made.Market!.Results.Single(result => result.Rule == "white-ground").Outcome);
        Assert.InRange(Grey(made, beyond: 16), 0, 40);
    }

    [Fact]
    public void Such_a_market_gets_none_whatever_the_step_asks_for()
    {
        var made = PipelineDriver.Made(Shadowed, new("white", "x", 600, 600, "png") { Market = "amazon-main", Shadow = ShadowKind.Natural });

        Assert.Empty(made.Market!.Fixes);
        Assert.Equal(0, Grey(made, beyond: 16));
    }

    [Fact]
    public void Our_own_rules_leave_a_soft_shadow() =>
        Assert.InRange(Grey(PipelineDriver.Made(Shadowed, new("white", "x", 600, 600, "png") { Market = "standard" }), beyond: 16), 1_000, 30_000);

    [Theory]
    [InlineData("white")]
    [InlineData("transparent")]
    [InlineData("cutout")]
    [InlineData("scene")]
    public void A_step_says_how_much_shadow_it_wants(string op)
    {
        var (none, contact, natural) = (Darkened(op, ShadowKind.None), Darkened(op, ShadowKind.Contact), Darkened(op, ShadowKind.Natural));

        Assert.True(none == 0 && none < contact && contact < natural, $"{none} {contact} {natural}");
    }

    [Theory]
    [InlineData("white", ShadowKind.Contact)]
    [InlineData("transparent", ShadowKind.Natural)]
    [InlineData("scene", ShadowKind.Natural)]
    public void Who_says_nothing_gets_what_is_usual(string op, ShadowKind usual) =>
        Assert.Equal(Made(op, usual).Bytes, Made(op, null).Bytes);

    private static ImageOutput Made(string op, ShadowKind? shadow) => PipelineDriver.Made(Shadowed, new(op, "x", 500, 500, "png", Template: op == "scene" ? "snow-field" : null) { Shadow = shadow });

    // Pixels that a shadow takes light from, beside the picture without one.
    private static int Darkened(string op, ShadowKind shadow)
    {
        using var bare = Made(op, ShadowKind.None).Pixels();
        using var pixels = Made(op, shadow).Pixels();
        return bare.Pixels.Zip(pixels.Pixels).Count(pair => pair.Second.Alpha > pair.First.Alpha + 2 || (pair.Second.Alpha == 255 && pair.Second.Green < pair.First.Green - 2));
    }

    // Neither white nor within a few pixels of the product.
    private static int Grey(ImageOutput made, int beyond)
    {
        using var pixels = made.Pixels();
        var product = pixels.Where(pixel => pixel.Red - pixel.Green > 25 && pixel.Green < 90);
        var (radius, all) = ((product.Width / 2.0) + beyond, pixels.Pixels);
        return Enumerable.Range(0, all.Length).Count(p => Math.Sqrt(Math.Pow((p % pixels.Width) - product.MidX, 2) + Math.Pow((p / pixels.Width) - product.MidY, 2)) > radius && all[p] != SKColors.White);
    }
}
