using System.Text.Json;
using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Markets;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Tests.Drawing;
using NetVips;
using SkiaSharp;

namespace Aigc.ImageService.Tests.Markets;

public sealed class FixingTests
{
    private static readonly MarketPack Amazon = MarketPacks.Named("amazon-main");
    private static readonly SKColor Red = new(178, 44, 52);

    [Fact]
    public void A_delivered_picture_needs_no_second_fix()
    {
        var first = MarketDelivery.Deliver(Photo(Ground.Gradient), Amazon);

        var second = MarketDelivery.Deliver(first.Bytes, Amazon);

        Assert.Equal(["cut-out", "laid-out", "encoded"], first.Report.Fixes);
        Assert.Empty(second.Report.Fixes);
        Assert.Equal(first.Bytes, second.Bytes);
    }

    [Fact]
    public void The_report_holds_both_measurements()
    {
        var report = MarketDelivery.Deliver(Photo(Ground.White), Amazon).Report;

        Assert.Equal(RuleOutcome.Fail, report.Before!.Single(result => result.Rule == "fill").Outcome);
        var fill = report.Results.Single(result => result.Rule == "fill");
        Assert.Equal((RuleOutcome.Pass, 0.85), (fill.Outcome, fill.Min));
        Assert.InRange(fill.Measured!.Value, 0.88, 0.92);
        Assert.Contains("\"Outcome\":", JsonSerializer.Serialize(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_come_through_the_fix()
    {
        var record = ProvenanceRecord.None.Then(new(Making.ComposedWithGenerated, "composed", "theirs", new AigcLabel("1", "p", "7")));
        var file = PictureEncoder.Encode(ImageDecoder.DecodeWhole(Photo(Ground.White)), new(OutputFormat.Webp), XmpPacket.Write(record)).Bytes;

        var delivered = MarketDelivery.Deliver(file, Amazon);

        var kept = ProvenanceReader.Verify(delivered.Bytes).Record;
        Assert.Equal(("compositeWithTrainedAlgorithmicMedia", record.Aigc), (kept.SourceType, kept.Aigc));
        Assert.Equal(["composed", "adapted"], kept.Steps.Select(step => step.Action));
    }

    [Fact]
    public void A_visible_label_is_there_again_after_the_fix()
    {
        // The product is so large that its label counts for a speck beside it.
        var picture = ImageDecoder.DecodeWhole(ListingPhoto.Draw(Shape.Disc, Red, Ground.Gradient, 900, 900, 1_326, -213, -213)).Opaque(255, 255, 255);
        var labelled = Labelling.Apply(picture, ProvenanceRecord.None, new(Making.Generated, "created", "theirs", LabelPolicy.Named("china")));
        var file = PictureEncoder.Encode(labelled.Picture, new(OutputFormat.Png), XmpPacket.Write(labelled.Provenance)).Bytes;

        var delivered = MarketDelivery.Deliver(file, MarketPacks.Named("standard"));

        Assert.Contains("cut-out", delivered.Report.Fixes);
        var made = ImageDecoder.DecodeWhole(delivered.Bytes);
        var corner = Enumerable.Range(0, made.Width * made.Height).Where(p => p / made.Width > made.Height * 0.85 && p % made.Width > made.Width * 0.7).ToList();
        var plate = corner.Where(p => made.Pixels[p * 3] < 120).ToList();
        Assert.True(plate.Count > 1_000, $"{plate.Count} pixels of a plate in the corner.");
        var (left, right, top, bottom) = (plate.Min(p => p % made.Width), plate.Max(p => p % made.Width), plate.Min(p => p / made.Width), plate.Max(p => p / made.Width));
        var letters = corner.Count(p => p % made.Width > left + 5 && p % made.Width < right - 5 && p / made.Width > top + 5 && p / made.Width < bottom - 5 && made.Pixels[p * 3] > 230);
        Assert.InRange(letters, 200, plate.Count);
    }

    [Theory]
    [InlineData("cluttered", "subject-not-separable")]
    [InlineData("cut off", "product-cropped")]
    [InlineData("cut off on white", "product-cropped")]
    [InlineData("tiny", "too-few-pixels")]
    public void What_cannot_be_fixed_is_called_a_failure_and_left_as_it_was(string what, string refusal)
    {
        var file = what switch
        {
            "cluttered" => Photo(Ground.Cluttered),
            "cut off" => ListingPhoto.Draw(Shape.Mug, Red, Ground.Gradient, 800, 800, 800, 205, 0),
            "cut off on white" => ListingPhoto.Draw(Shape.Bottle, Red, Ground.White, 800, 800, 800, 0, -114),
            _ => ListingPhoto.Draw(Shape.Mug, Red, Ground.White, 900, 900, 200, 300, 300),
        };

        var delivered = MarketDelivery.Deliver(file, Amazon);

        Assert.Equal((RuleOutcome.Fail, refusal), (delivered.Report.Outcome, delivered.Report.FixRefused));
        Assert.Equal(file, delivered.Bytes);
    }

    [Fact]
    public void A_nearly_white_ground_becomes_white_and_the_pale_parts_of_the_product_stay()
    {
        // A pale panel within a dark outline, as pale as the ground.
        var file = Drawn(canvas =>
        {
            canvas.Clear(new SKColor(244, 245, 246));
            using var body = new SKPaint { Color = new(60, 60, 70) };
            using var panel = new SKPaint { Color = new(240, 240, 240) };
            canvas.DrawRect(60, 60, 680, 680, body);
            canvas.DrawRect(160, 160, 480, 480, panel);
        });

        var delivered = MarketDelivery.Deliver(file, Amazon with { Deliver = Amazon.Deliver with { Formats = ["png"] } });

        Assert.Equal(["re-whitened", "encoded"], delivered.Report.Fixes);
        var picture = ImageDecoder.DecodeWhole(delivered.Bytes);
        Assert.Equal((255, 240, 60), (picture.Pixels[0], picture.Pixels[((400 * 800) + 400) * 3], picture.Pixels[((400 * 800) + 100) * 3]));
    }

    [Fact]
    public void A_byte_limit_is_met_by_quality_and_if_need_be_by_another_format()
    {
        var noisy = Drawn(canvas =>
        {
            canvas.Clear(SKColors.White);
            var random = new Random(9);
            for (var y = 50; y < 750; y += 2)
                for (var x = 50; x < 750; x += 2)
                {
                    using var dot = new SKPaint { Color = new SKColor((uint)random.Next(0x808080) | 0xFF000000) };
                    canvas.DrawRect(x, y, 2, 2, dot);
                }
        });
        var tight = Amazon with { Rules = [.. Amazon.Rules.Select(rule => rule.Measure == MarketMeasure.Bytes ? rule with { Max = 200_000, Severity = RuleOutcome.Fail } : rule)] };

        var delivered = MarketDelivery.Deliver(noisy, tight);

        Assert.True(noisy.Length > 200_000, "Control");
        Assert.Equal((OutputFormat.Jpeg, true), (delivered.Format, delivered.Bytes.Length <= 200_000));
        Assert.NotEqual(RuleOutcome.Fail, delivered.Report.Outcome);
    }

    [Fact]
    public void Nothing_is_blown_up_for_a_mere_recommendation()
    {
        var file = ListingPhoto.Draw(Shape.Disc, Red, Ground.White, 700, 700, 1_000, -150, -150);

        var delivered = MarketDelivery.Deliver(file, Amazon);

        Assert.Equal((RuleOutcome.Warn, 0), (delivered.Report.Outcome, delivered.Report.Fixes.Count));
        Assert.Equal("zoom", Assert.Single(delivered.Report.Results, result => result.Outcome == RuleOutcome.Warn).Rule);
        Assert.Equal(file, delivered.Bytes);
    }

    [Fact]
    public void A_transparent_picture_comes_to_lie_on_white()
    {
        using var image = Image.NewFromBuffer(Photo(Ground.White));
        using var mask = image[1] < 200;
        using var cut = image.Bandjoin(mask);

        var delivered = MarketDelivery.Deliver(cut.PngsaveBuffer(), Amazon);

        Assert.NotEqual(RuleOutcome.Fail, delivered.Report.Outcome);
        Assert.False(ImageDecoder.DecodeWhole(delivered.Bytes).HasAlpha);
    }

    [Fact]
    public void A_large_picture_is_reduced_to_the_markets_size_and_a_broken_one_is_a_problem()
    {
        var file = ListingPhoto.Draw(Shape.Disc, Red, Ground.White, 2_600, 2_600, 3_600, -500, -500);

        Assert.Equal(1_600, MarketDelivery.Deliver(file, Amazon).Width);
        Assert.Equal("decode-failed", Assert.Throws<ImageProblemException>(() => MarketDelivery.Deliver(file[..2_000], Amazon)).Code);
    }

    private static byte[] Photo(Ground ground) => ListingPhoto.Draw(Shape.Mug, Red, ground, 900, 800, 800, 40, 10);

    private static byte[] Drawn(Action<SKCanvas> draw)
    {
        using var surface = SKSurface.Create(new SKImageInfo(800, 800, SKColorType.Rgba8888, SKAlphaType.Premul));
        draw(surface.Canvas);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
