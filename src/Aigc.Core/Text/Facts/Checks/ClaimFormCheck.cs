using System.Text.RegularExpressions;
using Aigc.Contracts.Items;
using Aigc.Core.Text.Facts.Terms;

namespace Aigc.Core.Text.Facts.Checks;

/// <summary>Claims that are told by their form: standards and marks, what a thing does, never does, is free of, comes with, or is better than.</summary>
internal sealed class ClaimFormCheck : FactCheck
{
    private static readonly ClaimForm[] Forms =
        [.. WordFile.Read("Facts.Data.claim-patterns.tsv").Select(line => new ClaimForm(new(line[0], RegexOptions.CultureInvariant | RegexOptions.Compiled, WordFile.PatternLimit), line[1], line.Length > 2))];

    public override IEnumerable<FactFinding> Find(FactText text, FactBook facts) => Forms
        .SelectMany(form => form.Form.Matches(text.Text).Where(match => !IsBorneOut(form, match, facts)).Select(match => text.Finding(match.Index, match.Length, FactKind.Claim, $"The product does not name {form.What} like this.")));

    private static bool IsBorneOut(ClaimForm form, Match match, FactBook facts) =>
        facts.Says(match.Value) || NamesOnlyTerms(match.Value, facts) || (form.ByWords && facts.SaysWords(match.Groups["key"] is { Success: true } key ? key.Value : match.Value));

    // The feed's things in other words: "splash-proof" where it is water-resistant, and in Chinese 内置防雨罩 where it has a rain cover.
    private static bool NamesOnlyTerms(string words, FactBook facts) =>
        TermLexicon.Shipped.Find(words) is { Count: > 0 } named && named.All(hit => facts.Says(hit.Term)) && (words[0] > '\u2e80' || named.Any(hit => hit.Length == words.Length));

    /// <param name="ByWords">The product may say it in another order and with other endings.</param>
    private sealed record ClaimForm(Regex Form, string What, bool ByWords);
}
