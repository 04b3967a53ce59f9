using Aigc.Contracts.Images;
using Aigc.Core.Recipes;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Markets;
using Aigc.ImageService.Pipeline;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Tests.Drawing;
using SkiaSharp;

namespace Aigc.ImageService.Tests.Pipeline;

/// <summary>What every made picture goes through: fidelity, market rules, labels.</summary>
public sealed class FinishingTests
{
    private static readonly DrawnPhoto Mug = DrawnPhoto.Of(Shape.Mug, Ground.Gradient, 1_200, 1_200);

    public static TheoryData<string> Markets => [.. MarketPacks.All.Select(pack => pack.Name)];

    [Theory]
    [MemberData(nameof(Markets))]
    public void A_white_picture_meets_the_rules_of_every_market_and_the_report_is_that_of_its_bytes(string market)
    {
        var made = PipelineDriver.Made(Mug.Png, new("white", "w") { Market = market });

        Assert.Equal((market, true), (made.Market!.Market, made.Market.Outcome is RuleOutcome.Pass or RuleOutcome.Warn));
        var again = MarketDelivery.Measure(made.Bytes!, MarketPacks.Named(market));
        Assert.Equal(Sizes(again), Sizes(made.Market));
    }

    [Fact]
    public void A_white_picture_needs_no_fix_for_the_strictest_market()
    {
        var report = PipelineDriver.Made(Mug.Png, new("white", "w") { Market = "amazon-main" }).Market!;

        Assert.Equal(RuleOutcome.Pass, report.Outcome);
        Assert.Empty(report.Fixes);
        Assert.InRange(report.Results.First(result => result.Rule == "fill").Measured!.Value, 0.85, 0.92);
    }

    [Fact]
    public void A_picture_that_its_market_would_refuse_is_fixed_and_measured_again()
    {
        var made = PipelineDriver.Made(Mug.Png, new("convert", "c") { Market = "amazon-main" });

        Assert.Equal(RuleOutcome.Fail, made.Market!.Before!.Max(result => result.Outcome));
        Assert.NotEmpty(made.Market.Fixes);
        Assert.NotEqual(RuleOutcome.Fail, made.Market.Outcome);
        using var pixels = made.Pixels();
        Assert.Equal(SKColors.White, pixels.GetPixel(0, 0));
    }

    [Fact]
    public void A_picture_that_cannot_be_brought_to_the_rules_is_refused_with_what_was_measured()
    {
        var output = Assert.Single(PipelineDriver.Run(Mug.Png, 1, new ImageStep("white", "w", 200, 200) { Market = "standard" }).Outputs);

        Assert.Equal(("market-rules-missed", null), (output.Refusal, output.Bytes));
        Assert.Contains("size: measured 200, wanted 500", output.Detail, StringComparison.Ordinal);
        Assert.Equal(RuleOutcome.Fail, output.Market!.Outcome);
    }

    [Fact]
    public void The_product_is_measured_against_its_photo_in_white_and_scene()
    {
        var outputs = PipelineDriver.Run(Mug.Png, 1, new("white", "w"), new("scene", "s"), new("convert", "c")).Outputs;

        Assert.All(outputs.Take(2), output => Assert.True(output.Fidelity is { MeanDifference: < 1, Structure: > 0.98 }, $"{output.Name}: {output.Fidelity}"));
        Assert.Null(outputs[2].Fidelity);
    }

    [Fact]
    public void A_product_that_was_changed_is_refused()
    {
        var source = new Source(new(), new(new() { Steps = [] }, new Dictionary<string, byte[]> { [ImageWork.Main] = Mug.Png }));
        var box = source.Cutout.Measures.Box;
        var recoloured = new Raster([.. source.Photo.Rgb], source.Photo.Width, source.Photo.Height, 3);
        for (var i = 0; i < recoloured.Pixels.Length; i += 3) (recoloured.Pixels[i], recoloured.Pixels[i + 2]) = (recoloured.Pixels[i + 2], recoloured.Pixels[i]);
        var made = new MadePicture(recoloured, Making.ComposedWithGenerated, "composed", "a-model", "png") { Product = new(box, SKRect.Create(box.Left, box.Top, box.Right - box.Left, box.Bottom - box.Top)) };

        var (output, control) = (Finishing.Finish(source, new("scene", "s"), made), Finishing.Finish(source, new("scene", "s"), made with { Picture = Raster.From(source.Photo) }));

        Assert.Equal(("product-altered", null), (output.Refusal, output.Bytes));
        Assert.Contains("mean colour difference", output.Detail, StringComparison.Ordinal);
        Assert.Null(control.Refusal);
    }

    [Theory]
    [InlineData("white")]
    [InlineData("scene")]
    public void A_file_that_was_compressed_until_its_product_is_another_is_refused(string op)
    {
        var (spoilt, usual) = (Assert.Single(PipelineDriver.Run(Mug.Png, 1, new ImageStep(op, "x", 800, 800, "jpeg", 1)).Outputs), PipelineDriver.Made(Mug.Png, new(op, "x", 800, 800, "jpeg")));

        Assert.Equal(("product-altered", null), (spoilt.Refusal, spoilt.Bytes));
        Assert.True(spoilt.Fidelity!.MeanDifference > usual.Fidelity!.MeanDifference + 2, $"{spoilt.Fidelity} beside {usual.Fidelity}");
    }

    [Theory]
    [InlineData("convert")]
    [InlineData("crop")]
    [InlineData("upscale")]
    public void A_picture_of_the_whole_photo_that_its_market_cuts_anew_is_held_against_the_photo_where_it_went(string op)
    {
        // Off its centre, and larger than what is worked on: a place that was mistaken would show.
        var photo = Mug.Changed(image => image.Embed(300, 100, 2_000, 1_500, extend: NetVips.Enums.Extend.Copy));

        var recut = PipelineDriver.Made(photo, new(op, "x", 1_000, 750) { Market = "amazon-main" });
        var asItIs = PipelineDriver.Made(photo, new(op, "x", 1_000, 750));

        Assert.Contains("laid-out", recut.Market!.Fixes);
        Assert.True(recut.Fidelity is { MeanDifference: < 1.5, Structure: > 0.97 }, $"{recut.Fidelity}");
        Assert.Null(asItIs.Fidelity);
    }

    [Fact]
    public void A_label_that_lies_on_the_product_is_no_change_of_it()
    {
        var block = new Shape("block", true, (canvas, paint, w, h) => canvas.DrawRect(new SKRect(w * 0.1f, h * 0.1f, w * 0.9f, h * 0.9f), paint));
        var photo = Raster.From(ImageDecoder.Decode(DrawnPhoto.Of(block, Ground.Plain).Png));
        var source = PictureEncoder.Encode(photo, new(OutputFormat.Png), XmpPacket.Write(ProvenanceRecord.None.Then(new(Making.Generated, "created", "theirs")))).Bytes;

        var (labelled, plain) = (PipelineDriver.Made(source, new("white", "x", 800, 800, "png") { Labels = "eu" }), PipelineDriver.Made(source, new("white", "x", 800, 800, "png")));

        Assert.Equal("AI GENERATED", ProvenanceReader.Verify(labelled.Bytes!).Record.VisibleText);
        Assert.InRange(labelled.Fidelity!.MeanDifference, 0, plain.Fidelity!.MeanDifference + 0.05);
        Assert.InRange(labelled.Fidelity.Structure, plain.Fidelity.Structure - 0.005, 1);
    }

    [Theory]
    [InlineData("white", "algorithmicallyEnhanced")]
    [InlineData("transparent", "algorithmicallyEnhanced")]
    [InlineData("scene", "composite")]
    [InlineData("crop", null)]
    [InlineData("convert", null)]
    public void A_photo_without_labels_gets_the_one_of_what_was_done_to_it(string op, string? code)
    {
        var record = ProvenanceReader.Verify(PipelineDriver.Made(Mug.Png, new(op, "x")).Bytes!).Record;

        Assert.Equal((code, null), (record.SourceType, record.Aigc));
    }

    [Theory]
    [InlineData("white")]
    [InlineData("transparent")]
    [InlineData("scene")]
    [InlineData("upscale")]
    [InlineData("crop")]
    [InlineData("convert")]
    public void No_step_takes_the_label_off_an_AI_picture(string op)
    {
        var label = new AigcLabel("1", "their-code", "their-id");
        var photo = Raster.From(ImageDecoder.Decode(Mug.Png));
        var source = PictureEncoder.Encode(photo, new(OutputFormat.Png), XmpPacket.Write(ProvenanceRecord.None.Then(new(Making.Generated, "created", "theirs", label)))).Bytes;

        var record = ProvenanceReader.Verify(PipelineDriver.Made(source, new(op, "x")).Bytes!).Record;

        Assert.Equal(("trainedAlgorithmicMedia", "1", "their-code"), (record.SourceType, record.Aigc?.Label, record.Aigc?.ContentProducer));
    }

    [Theory]
    [InlineData("white")]
    [InlineData("scene")]
    [InlineData("convert")]
    public void Under_the_chinese_policy_an_AI_picture_says_so_for_people_to_see(string op)
    {
        var photo = Raster.From(ImageDecoder.Decode(Mug.Png));
        var source = PictureEncoder.Encode(photo, new(OutputFormat.Png), XmpPacket.Write(ProvenanceRecord.None.Then(new(Making.Generated, "created", "theirs")))).Bytes;

        var shown = PipelineDriver.Made(source, new(op, "x", 800, 800, "png") { Labels = "china" });
        var unlabelled = PipelineDriver.Made(source, new(op, "x", 800, 800, "png"));

        Assert.Equal("AI生成", ProvenanceReader.Verify(shown.Bytes!).Record.VisibleText);
        using var pixels = shown.Pixels();
        using var without = unlabelled.Pixels();
        var changed = Enumerable.Range(0, 800).SelectMany(y => Enumerable.Range(0, 800).Select(x => (x, y))).Where(at => pixels.GetPixel(at.x, at.y) != without.GetPixel(at.x, at.y)).ToList();
        Assert.True(changed.Max(at => at.y) - changed.Min(at => at.y) >= 40, "5 % of the shortest side at least");
        Assert.All(changed, at => Assert.True(at.x > 400 && at.y > 650, $"{at}"));
    }

    [Theory]
    [InlineData("", "id-1", "origin.producer")]
    [InlineData("code", "", "origin.produceId")]
    [InlineData("", "", "origin.producer and origin.produceId")]
    public void Under_the_chinese_policy_an_AI_picture_that_nobody_is_named_for_is_refused_with_what_is_missing(string producer, string id, string missing)
    {
        using var source = new Source(new(), new(new() { Steps = [], Origin = new(producer, id) }, new Dictionary<string, byte[]> { [ImageWork.Main] = Mug.Png }));
        var (photo, generated) = (Raster.From(ImageDecoder.Decode(Mug.Png)), Making.ComposedWithGenerated);
        var step = new ImageStep("scene", "s") { Labels = "china" };

        var problem = Assert.Throws<ImageProblemException>(() => Finishing.Finish(source, step, new(photo, generated, "composed", "a-model", "png")));

        Assert.Equal(("label-origin-missing", 400), (problem.Code, problem.Status));
        Assert.Contains($": {missing} must be given", problem.Message, StringComparison.Ordinal);
        Assert.Null(Finishing.Finish(source, step, new(photo, Making.Composed, "composed", "no-model", "png")).Refusal);
        Assert.Null(Finishing.Finish(source, step with { Labels = "metadata" }, new(photo, generated, "composed", "a-model", "png")).Refusal);
    }

    [Fact]
    public void A_label_that_is_still_to_be_seen_is_not_drawn_twice()
    {
        var photo = Raster.From(ImageDecoder.Decode(Mug.Png));
        var source = PictureEncoder.Encode(photo, new(OutputFormat.Png), XmpPacket.Write(ProvenanceRecord.None.Then(new(Making.Generated, "created", "theirs")))).Bytes;
        var once = PipelineDriver.Made(source, new("convert", "x", Format: "png") { Labels = "china" }).Bytes!;

        var twice = PipelineDriver.Made(once, new("convert", "x", Format: "png") { Labels = "china" }).Bytes!;

        Assert.Equal(ImageDecoder.DecodeWhole(once).Pixels, ImageDecoder.DecodeWhole(twice).Pixels);
    }

    [Theory]
    [InlineData("market", "wish")]
    [InlineData("labels", "mars")]
    [InlineData("format", "bmp")]
    public void What_is_not_known_is_a_problem_that_names_it(string field, string value)
    {
        var step = field switch { "market" => new ImageStep("white", "w") { Market = value }, "labels" => new("white", "w") { Labels = value }, _ => new("white", "w", Format: value) };

        var problem = Assert.Throws<ImageProblemException>(() => PipelineDriver.Run(Mug.Png, 1, step));

        Assert.Equal(("request-invalid", 400), (problem.Code, problem.Status));
        Assert.Contains($"'{value}'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_recipe_knows_the_markets_and_policies_of_the_service()
    {
        foreach (var market in MarketPacks.All) Assert.Equal(market.Name, Read("market", market.Name).Market);
        foreach (var policy in LabelPolicy.All) Assert.Equal(policy.Name, Read("labels", policy.Name).Labels);
        Assert.ThrowsAny<Exception>(() => Read("market", "wish"));

        static Aigc.Contracts.Recipes.ImageSpec Read(string field, string value) =>
            RecipeReader.Parse(System.Text.Encoding.UTF8.GetBytes($$$"""{"outputs":[{"slot":"image.white","image":{"{{{field}}}":"{{{value}}}"}}]}""")).Outputs[0].Image;
    }

    private static string Sizes(MarketReport report) => string.Join(';', report.Results.Select(result => FormattableString.Invariant($"{result.Rule}={result.Outcome}:{result.Measured:0.#}{result.Found}")));
}
