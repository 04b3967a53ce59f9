using Aigc.Contracts.Items;
using Aigc.Core.Text.Gaps;
using Aigc.Core.Text.Injection;

namespace Aigc.Core.Text.Capabilities;

/// <summary>What an answer rests on the product's photo: cited as <c>image: </c> with what is seen there.</summary>
internal static class VisualEvidence
{
    private const string Citation = "image";
    private const string Prefix = "image:";

    // Light, white balance and reflections deceive: below what takes reading (0.8), above what could mean something else (0.5).
    public const double MostConfidence = 0.7;

    public static bool IsCited(string? evidence) => evidence?.Trim() is { } said && (said.Equals(Citation, StringComparison.OrdinalIgnoreCase) || said.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Null where a photo cannot bear the attribute out.</summary>
    public static AttributeValue? Of(AttributeValue said)
    {
        if (!IsCited(said.Evidence) || !AttributeNames.CanBeSeen(said.Name)) return null;
        var seen = said.Evidence!.Trim()[Citation.Length..].TrimStart(':').Trim();
        // A figure is read, not seen; and what a photo has written on it may talk to the model.
        if (!seen.Any(char.IsLetter) || said.Value.Any(char.IsDigit) || !IsHarmless(seen) || !IsHarmless(said.Value)) return null;
        return said with { Evidence = $"{Prefix} {seen}", Confidence = Math.Min(said.Confidence, MostConfidence), Source = AttributeValue.Image };
    }

    private static bool IsHarmless(string text) => InjectedText.Without([text])[0] == text;
}
