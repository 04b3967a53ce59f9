using System.Buffers;
using Aigc.Contracts.Safety;

namespace Aigc.Core.Safety.Lexicon;

/// <summary>The offline default: English and Chinese terms of the eight classes, found in one pass over the folded text.</summary>
internal sealed class LexiconModerator : ITextModerator
{
    private const int MaxFindings = 50;
    private static readonly ILookup<char, Term> Terms = Term.ReadAll().OrderByDescending(term => term.Words.Length).ToLookup(term => term.Words[0]);
    private static readonly SearchValues<string> Starts = SearchValues.Create([.. Terms.SelectMany(group => group).Select(term => term.Words)], StringComparison.Ordinal);

    public string Name => "lexicon@2";

    public Task<IReadOnlyList<SafetyFinding>> FindAsync(string text, string? language, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SafetyFinding>>([.. Find(FoldedText.Fold(text)).Distinct().Take(MaxFindings)]);

    private static IEnumerable<SafetyFinding> Find(string text)
    {
        for (var at = Next(text, 0); at >= 0; at = Next(text, at + 1))
        {
            foreach (var term in Terms[text[at]].Where(term => term.IsAt(text, at)))
            {
                yield return new(term.Class, term.Severity, term.Words);
            }
        }
    }

    private static int Next(string text, int from)
    {
        var found = text.AsSpan(from).IndexOfAny(Starts);
        return found < 0 ? -1 : from + found;
    }
}
