using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Markets;
using SkiaSharp;

namespace Aigc.ImageService.Tests.Markets;

public sealed class MeasuringTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(399)]
    public void One_pixel_of_254_in_the_border_is_seen(int x)
    {
        var picture = Canvas(400, 400, SKRect.Create(50, 50, 300, 300));
        picture.Pixels[(((200 * 400) + x) * 3) + 1] = 254;

        var measures = Measure(picture);

        Assert.InRange(measures.BorderWhite, 0.999, 0.99999);
        Assert.Equal(RuleOutcome.Fail, Outcome(measures, "white-border"));
        Assert.Equal(RuleOutcome.Pass, Outcome(Measure(Canvas(400, 400, SKRect.Create(50, 50, 300, 300))), "white-border"));
    }

    [Theory]
    [InlineData(0.84, RuleOutcome.Fail)]
    [InlineData(0.85, RuleOutcome.Pass)]
    [InlineData(0.96, RuleOutcome.Pass)]
    public void The_fill_is_that_of_the_products_longer_way_to_the_pixel(double fill, object outcome)
    {
        var side = (float)(fill * 1_000);

        var measures = Measure(Canvas(1_000, 1_000, SKRect.Create(500 - (side / 4), 500 - (side / 2), side / 2, side)));

        Assert.Equal(fill, measures.ProductFill!.Value, 3);
        Assert.Equal(outcome, Outcome(measures, "fill"));
    }

    [Fact]
    public void A_soft_shadow_and_a_speck_of_dust_are_no_product()
    {
        var picture = Canvas(600, 600, SKRect.Create(200, 200, 200, 200), canvas =>
        {
            using var soft = new SKPaint { Color = new SKColor(0, 0, 0, 40), MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, 22) };
            canvas.DrawOval(300, 420, 230, 30, soft);
            using var dust = new SKPaint { Color = SKColors.DarkRed };
            canvas.DrawRect(40, 40, 4, 4, dust);
        });

        var measures = Measure(picture);

        Assert.InRange(measures.ProductFill!.Value, 0.33, 0.36);
        Assert.InRange(measures.GroundWhite!.Value, 0.5, 0.95);
    }

    [Fact]
    public void The_renderers_word_on_the_product_goes_before_what_is_seen()
    {
        var file = Png(Canvas(500, 500, SKRect.Create(100, 100, 300, 300)));

        Assert.Equal(0.8, PictureMeasures.Of(file, new(50, 60, 450, 400)).Measures.ProductFill);
    }

    [Fact]
    public void On_an_uneven_ground_no_product_is_claimed_and_a_binding_rule_fails()
    {
        var picture = Canvas(300, 300, SKRect.Create(50, 50, 200, 200));
        var random = new Random(1);
        for (var i = 0; i < picture.Pixels.Length; i++) picture.Pixels[i] = (byte)random.Next(256);

        var measures = Measure(picture);

        Assert.Null(measures.ProductFill);
        Assert.Equal(RuleOutcome.Fail, Outcome(measures, "fill"));
        Assert.Equal(RuleOutcome.NotMeasured, Outcome(measures, "clear-of-edge"));
    }

    [Fact]
    public void What_shows_through_is_not_white()
    {
        var picture = new Raster([.. Enumerable.Repeat((byte)255, 100 * 100 * 4)], 100, 100, 4);
        for (var y = 0; y < 100; y++) picture.Pixels[(((y * 100) + 99) * 4) + 3] = 254;

        var measures = Measure(picture);

        Assert.Equal(0.99, measures.Opaque, 6);
        Assert.True(measures.BorderWhite < 1);
    }

    [Theory]
    [InlineData(499, "size", RuleOutcome.Fail)]
    [InlineData(500, "size", RuleOutcome.Pass)]
    [InlineData(999, "zoom", RuleOutcome.Warn)]
    [InlineData(1000, "zoom", RuleOutcome.Pass)]
    public void Sizes_are_held_to_the_pixel(int side, string rule, object outcome) =>
        Assert.Equal(outcome, Outcome(Measure(Canvas(side, side, SKRect.Create(20, 20, side - 40, side - 40))), rule));

    [Theory]
    [InlineData(OutputFormat.Jpeg, RuleOutcome.Pass)]
    [InlineData(OutputFormat.Webp, RuleOutcome.Fail)]
    [InlineData(OutputFormat.Avif, RuleOutcome.Fail)]
    public void The_format_is_what_the_bytes_are(object format, object outcome)
    {
        var file = PictureEncoder.Encode(Canvas(200, 200, SKRect.Create(20, 20, 160, 160)), new((OutputFormat)format)).Bytes;

        Assert.Equal(outcome, Outcome(PictureMeasures.Of(file).Measures, "format"));
    }

    [Fact]
    public void Text_and_logos_never_pass_by_themselves()
    {
        var report = MarketDelivery.Measure(Png(Canvas(1_200, 1_200, SKRect.Create(80, 80, 1_040, 1_040))), MarketPacks.Named("amazon-main"));

        Assert.Equal((RuleOutcome.Pass, "text-or-logo"), (report.Outcome, Assert.Single(report.Unmeasured)));
    }

    private static RuleOutcome Outcome(PictureMeasures measures, string rule) => MarketJudge.Judge(measures, MarketPacks.Named("amazon-main")).Single(result => result.Rule == rule).Outcome;

    private static PictureMeasures Measure(Raster picture) => PictureMeasures.Of(Png(picture)).Measures;

    private static byte[] Png(Raster picture) => PictureEncoder.Encode(picture, new(OutputFormat.Png)).Bytes;

    private static Raster Canvas(int width, int height, SKRect product, Action<SKCanvas>? draw = null)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(SKColors.White);
        draw?.Invoke(surface.Canvas);
        using var blue = new SKPaint { Color = new(40, 70, 160), IsAntialias = false };
        surface.Canvas.DrawRect(product, blue);
        using var image = surface.Snapshot();
        return Raster.From(image);
    }
}
