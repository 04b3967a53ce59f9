using Aigc.Contracts.Images;
using Aigc.ImageService.Tests.Drawing;
using Aigc.ImageService.Tests.Models;
using Aigc.ImageService.Tests.Recognition;

namespace Aigc.ImageService.Tests.Pipeline;

/// <summary>Screening says what a product is, where the operator installed a model that can tell.</summary>
public sealed class SubjectClassTests : IDisposable
{
    private static readonly byte[] RedMug = DrawnPhoto.Of(Shape.Mug, Ground.White).Png;
    private readonly InstalledFolder _models = new();

    public void Dispose() => _models.Dispose();

    [Fact]
    public void The_verdict_names_the_class_and_the_model_with_its_licence()
    {
        Install();

        var seen = Run(RedMug, "screen", "white").Triage!.Class!;

        Assert.Equal(("red thing", 3), (seen.Guesses[0].Label, seen.Guesses.Count));
        Assert.Equal(("tiny-classifier", "1", "for tests only"), (seen.Model.Name, seen.Model.Version, seen.Model.Licence));
    }

    [Fact]
    public void Nobody_pays_for_it_who_did_not_ask()
    {
        Install();

        Assert.Null(Run(RedMug, "white").Triage!.Class);
    }

    [Fact]
    public void A_photo_that_is_refused_has_none()
    {
        Install();

        var verdict = Run(DrawnPhoto.Of(Shape.Mug, Ground.White, 96, 96).Png, "screen").Triage!;

        Assert.Equal((TriageOutcome.Reject, null), (verdict.Outcome, verdict.Class));
    }

    [Fact]
    public void Without_a_model_nothing_is_said() => Assert.Null(Run(RedMug, "screen").Triage!.Class);

    private void Install()
    {
        using var folder = new ClassifierFolder();
        folder.InstallIn(_models);
    }

    private ImagePipelineResponse Run(byte[] photo, params string[] ops) =>
        PipelineDriver.Run(photo, new ImagePipelineRequest { Steps = [.. ops.Select(op => new ImageStep(op, op, 200, 200))], Seed = 1 }, options => options.ModelFolder = _models.Path);
}
