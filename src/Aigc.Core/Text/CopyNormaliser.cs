using System.Text.RegularExpressions;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Text;

/// <summary>Answer engineering: makes an answer fit the slot, or says what is wrong with it.</summary>
internal static partial class CopyNormaliser
{
    private const int MaxAttributes = 40;
    private const string WordSymbol = @"[\w-[\u3040-\u30ff\u3400-\u9fff]]";

    /// <summary>What to tell the model where the answer must not be used; null where it may.</summary>
    public static string? Complaint(CopyAnswer answer, CopyRequest request)
    {
        var text = string.Join('\n', [answer.Title, answer.Description, .. answer.Highlights ?? [], .. (answer.Attributes ?? []).Select(attribute => attribute.Value)]);
        var found = request.Rules.ForbiddenWords.Where(word => Contains(text, word)).ToList();
        return found.Count == 0 ? null : $"Do not use these words: {string.Join(", ", found)}. Answer with the corrected JSON object alone.";
    }

    public static SlotResult Normalise(CopyAnswer answer, CopyRequest request, Production production)
    {
        var made = new SlotResult { Slot = request.Output.Slot, State = SlotState.Made, Production = production };
        return request.Kind switch
        {
            Slots.Title => made with { Text = Shorten(Plain(answer.Title!), request.MaxLength) },
            Slots.Description => made with { Text = Shorten(Plain(answer.Description!), request.MaxLength) },
            Slots.Highlights => made with { Points = [.. answer.Highlights!.Select(point => Shorten(Plain(point), request.MaxLength)).Where(point => point.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Take(request.Count)] },
            _ => made with { Attributes = [.. answer.Attributes!.Take(MaxAttributes).Select(attribute => Bounded(attribute, request.MaxLength))] },
        };
    }

    /// <summary>Cut at a word, or at a sentence where one ends in the last third.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length) return text;
        var sentence = text.LastIndexOfAny(['.', '!', '?', '。'], length - 1);
        if (sentence > length * 2 / 3) return text[..(sentence + 1)];
        var space = text.LastIndexOf(' ', length);
        var cut = space > length / 2 ? space : length;
        if (char.IsHighSurrogate(text[cut - 1])) cut--;
        return text[..cut].TrimEnd(' ', ',', ';', '-');
    }

    private static AttributeValue Bounded(AttributeValue attribute, int length) => attribute with
    {
        Name = Shorten(Plain(attribute.Name), 100),
        Value = Shorten(Plain(attribute.Value), length),
        Evidence = attribute.Evidence is { } evidence ? Shorten(Plain(evidence), 300) : null,
        Confidence = Math.Clamp(attribute.Confidence, 0, 1),
    };

    // Listing copy is plain text: no mark-up, no control characters, one space between words.
    private static string Plain(string text) => Spaces().Replace(Tags().Replace(text, " "), " ").Trim();

    // Whole words, so that "best" does not hit "Budapest"; Chinese and Japanese are written without spaces and have no such edge.
    private static bool Contains(string text, string word) => Regex.IsMatch(text, $@"(?<!{WordSymbol}){Regex.Escape(word)}(?!{WordSymbol})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    [GeneratedRegex("<[^<>]{0,500}>", RegexOptions.CultureInvariant)]
    private static partial Regex Tags();

    [GeneratedRegex(@"[\s\p{Cc}\p{Cf}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
