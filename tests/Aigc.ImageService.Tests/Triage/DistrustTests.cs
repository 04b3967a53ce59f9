using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Triage;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Tests.Triage;

/// <summary>A clear photo, of which the cut is not to be trusted.</summary>
public sealed class DistrustTests
{
    private const int Side = 600;

    [Theory]
    [InlineData(0.59, 1, 0, 0, 0.59, 0.60)]
    [InlineData(1, 0.69, 0, 0, 0.69, 0.70)]
    [InlineData(1, 1, 0.036, 0, 0.036, 0.035)]
    [InlineData(1, 1, 0, 0.021, 0.021, 0.02)]
    public void A_cut_that_is_not_to_be_trusted_is_refused_with_what_was_measured(double agreement, double certainty, double doubted, double dropped, double measured, double threshold)
    {
        var reason = Assert.Single(Judge(new(agreement, certainty, doubted, dropped)).Reasons);

        Assert.Equal(("subject-not-separable", measured, threshold, TriageOutcome.Reject), (reason.Code, reason.Measured, reason.Threshold, reason.Severity));
    }

    [Fact]
    public void At_its_limits_a_cut_is_trusted() => Assert.Empty(Judge(new(0.60, 0.70, 0.035, 0.02)).Reasons);

    [Fact]
    public void Letters_beside_the_product_are_no_pieces_of_it() => Assert.Equal(["text-suspected"], Judge(new(1, 1, 0, 0.5), textMarks: 5).Reasons.Select(reason => reason.Code));

    private static TriageVerdict Judge(CutTrust trust, int textMarks = 0)
    {
        var cutout = new Cutout(() => [], () => [])
        {
            Measures = new(0.4, 1, false, 1, 1, 400, new(150, 150, 450, 450)),
            Ground = new(90, 0, 60, 0, 0, textMarks, 0, 0.4),
            Trust = trust,
            CutOff = 0,
        };
        return TriageJudge.Judge(new Picture([], Side, Side), cutout, Thresholds.Shipped);
    }
}
