using System.Text.RegularExpressions;
using Aigc.Contracts.Items;

namespace Aigc.Core.Text.Facts.Checks;

/// <summary>Standards, marks and promises that are told by their form.</summary>
internal sealed class ClaimFormCheck : FactCheck
{
    private static readonly (Regex Form, string What)[] Forms =
        [.. WordFile.Read("Facts.Data.claim-patterns.tsv").Select(line => (new Regex(line[0], RegexOptions.CultureInvariant | RegexOptions.Compiled, TimeSpan.FromSeconds(1)), line[1]))];

    public override IEnumerable<FactFinding> Find(FactText text, FactBook facts) =>
        Forms.SelectMany(form => form.Form.Matches(text.Text).Where(match => !facts.Says(match.Value)).Select(match => text.Finding(match.Index, match.Length, FactKind.Claim, $"The product does not name {form.What} like this.")));
}
