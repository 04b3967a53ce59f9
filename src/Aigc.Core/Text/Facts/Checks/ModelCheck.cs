using System.Text.RegularExpressions;
using Aigc.Contracts.Items;

namespace Aigc.Core.Text.Facts.Checks;

/// <summary>Model numbers and codes: words of letters and digits that are no measure.</summary>
internal sealed partial class ModelCheck : FactCheck
{
    public override IEnumerable<FactFinding> Find(FactText text, FactBook facts) =>
        Code().Matches(text.Text).Where(match => !facts.Says(match.Value)).Select(match => text.Finding(match.Index, match.Length, FactKind.Model, "The product bears no such number."));

    [GeneratedRegex(@"(?<![A-Za-z0-9.])[A-Za-z]+[-.]?\d[A-Za-z\d]*(?:[-.][A-Za-z\d]+)*(?![A-Za-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
