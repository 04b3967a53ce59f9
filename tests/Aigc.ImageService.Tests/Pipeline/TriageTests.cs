using Aigc.Contracts.Images;
using Aigc.ImageService.Tests.Drawing;
using SkiaSharp;

namespace Aigc.ImageService.Tests.Pipeline;

public sealed class TriageTests
{
    [Fact]
    public void A_good_photo_passes_without_a_word()
    {
        foreach (var ground in new[] { Ground.Plain, Ground.Gradient })
        {
            var verdict = PipelineDriver.Screened(DrawnPhoto.Of(Shape.Mug, ground).Png);

            Assert.Equal(TriageOutcome.Pass, verdict.Outcome);
            Assert.Empty(verdict.Reasons);
        }
    }

    [Fact]
    public void The_soft_shadow_of_a_product_is_not_taken_for_writing() =>
        Assert.DoesNotContain(PipelineDriver.Screened(DrawnPhoto.Of(Shape.Mug, Ground.Standing).Png).Reasons, reason => reason.Code == "text-suspected");

    [Fact]
    public void A_ground_that_is_white_already_is_told_and_stands_in_nobodys_way()
    {
        var verdict = PipelineDriver.Screened(DrawnPhoto.Of(Shape.Mug, Ground.White).Png);

        Assert.Equal(TriageOutcome.Pass, verdict.Outcome);
        Assert.Equal("already-white", Assert.Single(verdict.Reasons).Code);
    }

    [Theory]
    [InlineData("cluttered")]
    [InlineData("too-small")]
    [InlineData("blurred")]
    [InlineData("low-contrast")]
    [InlineData("no-subject")]
    public void A_photo_that_nothing_can_be_made_of_is_refused_by_code_and_gives_no_bytes(string code)
    {
        var response = PipelineDriver.Run(Bad(code), 1, new("white", "w"), new("transparent", "t"), new("scene", "s"));

        Assert.Equal(TriageOutcome.Reject, response.Triage!.Outcome);
        Assert.Contains(response.Triage.Reasons, reason => reason.Code == code && reason.Severity == TriageOutcome.Reject);
        Assert.Equal(3, response.Outputs.Count);
        Assert.All(response.Outputs, output => Assert.True(output is { Bytes: null, ContentType: null, Refusal: not null, Detail: not null }));
    }

    [Fact]
    public void A_small_photo_can_be_used_and_says_that_it_wants_enlarging()
    {
        var verdict = PipelineDriver.Screened(DrawnPhoto.Of(Shape.Mug, Ground.White, 200, 200).Png);

        var reason = Assert.Single(verdict.Reasons, reason => reason.Code == "too-small");
        Assert.Equal((TriageOutcome.Fix, "upscale", 200d), (verdict.Outcome, reason.Fix, reason.Measured));
    }

    [Fact]
    public void A_product_that_runs_out_of_the_frame_is_reported_as_cropped()
    {
        var photo = DrawnPhoto.Of(Shape.Mug, Ground.White);

        Assert.DoesNotContain(PipelineDriver.Screened(photo.Changed(image => image.Crop(80, 100, 480, 440))).Reasons, reason => reason.Code == "cropped");
        Assert.Contains(PipelineDriver.Screened(photo.Changed(image => image.Crop(0, 0, 640, 420))).Reasons, reason => reason.Code == "cropped");
    }

    [Fact]
    public void A_product_that_ends_in_a_straight_line_is_refused_and_one_that_only_touches_the_border_is_not()
    {
        var photo = DrawnPhoto.Of(Shape.Disc, Ground.Gradient);

        // The disc ends at 512 of 640: twelve pixels less leave it standing on a chord as long as a third of its width.
        var (cut, touching) = (PipelineDriver.Screened(photo.Changed(image => image.Crop(0, 0, 640, 500))), PipelineDriver.Screened(photo.Changed(image => image.Crop(0, 0, 640, 512))));

        var reason = Assert.Single(cut.Reasons, reason => reason.Code == "cropped");
        Assert.Equal((TriageOutcome.Reject, 0.25), (reason.Severity, reason.Threshold));
        Assert.InRange(reason.Measured, 0.26, 0.45);
        Assert.NotEqual(TriageOutcome.Reject, touching.Outcome);
    }

    private static byte[] Bad(string code) => code switch
    {
        "cluttered" => DrawnPhoto.Of(Shape.Mug, Ground.Cluttered).Png,
        "too-small" => DrawnPhoto.Of(Shape.Mug, Ground.White, 90, 90).Png,
        "blurred" => DrawnPhoto.Of(Shape.Mug, Ground.White).Changed(image => image.Gaussblur(14)),
        "low-contrast" => DrawnPhoto.Of(Shape.Disc, Ground.White, colour: new SKColor(243, 243, 244)).Png,
        _ => DrawnPhoto.Of(new("nothing", false, (_, _, _, _) => { }), Ground.White).Png,
    };
}
