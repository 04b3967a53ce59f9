using Aigc.Forge.Triage;
using Aigc.ImageService.Models;
using Aigc.ImageService.Vision;
using Xunit.Abstractions;

namespace Aigc.ImageService.Tests.Triage;

public sealed class GoldenSetTests(ITestOutputHelper output)
{
    private const int Each = 20;
    private const int UnseenSeed = 9_000_000;

    [Fact]
    public void Every_reason_is_found_and_none_is_invented_on_drawn_faults_that_no_threshold_was_set_by()
    {
        using var library = new ModelLibrary([Path.Combine(AppContext.BaseDirectory, "models")]);

        var scores = EvaluateTriage.Score(Each, UnseenSeed, CutoutNetwork.In(library));

        foreach (var score in scores) output.WriteLine(FormattableString.Invariant($"{score.Code}: precision {score.Precision:0.000}, recall {score.Recall:0.000} {score.FalseAlarmsOn} {score.MissedAs}"));
        Assert.Equal(13, scores.Count);
        Assert.All(scores, score => Assert.True(score is { Precision: >= 0.95, Recall: >= 0.95 }, $"{score}"));
    }
}
