using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Tests.Drawing;
using Aigc.ImageService.Tests.Pipeline;

namespace Aigc.ImageService.Tests.Triage;

public sealed class OverrulingTests
{
    // Small beyond all use, and a clear subject all the same.
    private static readonly byte[] Tiny = DrawnPhoto.Of(Shape.Mug, Ground.Gradient, 96, 96).Png;

    [Fact]
    public void A_verdict_that_the_operator_overrules_refuses_nothing_and_says_so()
    {
        var (refused, overruled) = (Run(Tiny), Run(Tiny, "too-small"));

        Assert.Equal((TriageOutcome.Reject, "too-small", null), (refused.Triage!.Outcome, refused.Outputs[0].Refusal, refused.Outputs[0].Bytes));
        var reason = overruled.Triage!.Reasons.Single(reason => reason.Code == "too-small");
        Assert.Equal((TriageOutcome.Fix, true, null), (overruled.Triage.Outcome, reason.Overruled, overruled.Outputs[0].Refusal));
        Assert.Equal(refused.Triage.Reasons.Single(reason => reason.Code == "too-small").Measured, reason.Measured);
        Assert.NotNull(overruled.Outputs[0].Bytes);
    }

    [Fact]
    public void Overruling_one_reason_leaves_the_others() => Assert.Equal("too-small", Run(Tiny, "blurred").Outputs[0].Refusal);

    [Fact]
    public void What_would_have_passed_is_not_marked()
    {
        var response = Run(DrawnPhoto.Of(Shape.Mug, Ground.Gradient).Png, "cluttered", "too-small");

        Assert.DoesNotContain(response.Triage!.Reasons, reason => reason.Overruled);
    }

    [Theory]
    [InlineData("subject-not-separable")]
    [InlineData("no-subject")]
    [InlineData("anything")]
    public void Where_nothing_can_be_cut_out_nobody_can_decide_otherwise(string code)
    {
        var problem = Assert.Throws<ImageProblemException>(() => Run(Tiny, code));

        Assert.Equal(("request-invalid", 400), (problem.Code, problem.Status));
        Assert.Contains($"'{code}' cannot be overruled", problem.Message, StringComparison.Ordinal);
    }

    private static ImagePipelineResponse Run(byte[] photo, params string[] overrule) =>
        PipelineDriver.Run(photo, new ImagePipelineRequest { Steps = [new("screen", "s"), new("white", "w", 200, 200)], Overrule = overrule });
}
