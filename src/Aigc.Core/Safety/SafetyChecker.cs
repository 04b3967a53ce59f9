using Aigc.Contracts.Safety;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Safety;

/// <summary>Judges text and pictures for a channel before they are stored as accepted.</summary>
public sealed class SafetyChecker(ITextModerator texts, IImageModerator images, SafetyPolicy policy, IOptions<SafetyOptions> options)
{
    /// <exception cref="ProblemException"><c>text-too-long</c>: the text is over <see cref="SafetyOptions.MaxTextLength"/>.</exception>
    public async Task<SafetyVerdict> CheckTextAsync(string channel, string text, string? language, CancellationToken cancellationToken)
    {
        if (text.Length > options.Value.MaxTextLength)
        {
            throw new ProblemException("text-too-long", $"A text of {text.Length} characters is over the {options.Value.MaxTextLength} that are checked.", 413);
        }

        var findings = await texts.FindAsync(text, language, cancellationToken);
        return new(policy.Decide(channel, findings), findings, texts.Name);
    }

    /// <summary>Who looks at pictures; null where nobody does.</summary>
    internal string? Eye => images.Sees ? images.Name : null;

    public async Task<SafetyVerdict> CheckImageAsync(string channel, ReadOnlyMemory<byte> image, string contentType, CancellationToken cancellationToken) =>
        JudgeImage(channel, await images.FindAsync(image, contentType, cancellationToken));

    /// <summary>What findings of an earlier look come to on a channel.</summary>
    internal SafetyVerdict JudgeImage(string channel, IReadOnlyList<SafetyFinding> findings)
    {
        var action = policy.Decide(channel, findings);
        var unseen = !images.Sees && options.Value.RequireImageCheck && action == SafetyAction.Pass;
        return new(unseen ? SafetyAction.Review : action, findings, images.Name);
    }
}
