using Aigc.Contracts.Images;

namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>Triage alone: the verdict stands in every answer.</summary>
internal sealed class ScreenOperation : IOperation
{
    public string Name => "screen";

    public ImageOutput? Run(Source source, ImageStep step, CancellationToken cancellationToken)
    {
        _ = source.Verdict;
        return null;
    }
}
