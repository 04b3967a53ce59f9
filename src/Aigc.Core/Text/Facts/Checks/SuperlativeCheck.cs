using System.Text.RegularExpressions;
using Aigc.Contracts.Items;

namespace Aigc.Core.Text.Facts.Checks;

/// <summary>Words that the advertising law of a market forbids, or that need proof that no feed gives. Whether the feed uses them too makes no difference.</summary>
internal sealed class SuperlativeCheck : FactCheck
{
    private static readonly (string Market, Regex Form, string Source)[] Forms =
        [.. WordFile.Read("Facts.Data.superlatives.tsv").Select(line => (line[0], new Regex(line[1], RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled, WordFile.PatternLimit), line[2]))];

    public override IEnumerable<FactFinding> Find(FactText text, FactBook facts) => Forms
        .Where(form => text.Markets.Contains(form.Market))
        .SelectMany(form => form.Form.Matches(text.Text).Where(match => !IsName(match.Value, facts)).Select(match => text.Finding(match.Index, match.Length, FactKind.Superlative, $"Superlatives need proof or are forbidden: {form.Source}.")))
        .DistinctBy(finding => finding.Start);

    // A product may be called Ultimate; that is its name, not a claim.
    private static bool IsName(string words, FactBook facts) => facts.Brand?.Contains(words.Trim(), StringComparison.OrdinalIgnoreCase) == true;
}
