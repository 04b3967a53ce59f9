using Aigc.Contracts.Images;
using Aigc.ImageService.Models;

namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>Triage alone: the verdict stands in every answer. Here it also says what the subject is, where a model tells.</summary>
internal sealed class ScreenOperation(OperatorModels models) : IOperation
{
    public string Name => "screen";

    public ImageOutput? Run(Source source, ImageStep step, CancellationToken cancellationToken)
    {
        if (source.Verdict is { Outcome: not TriageOutcome.Reject, Subject: { } subject }) source.SeenAs(models.ClassOf(source.Photo, subject.Box, cancellationToken));
        return null;
    }
}
