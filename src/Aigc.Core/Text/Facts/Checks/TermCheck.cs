using Aigc.Contracts.Items;
using Aigc.Core.Text.Facts.Terms;

namespace Aigc.Core.Text.Facts.Checks;

/// <summary>Materials, colours and known claims: the product must say the same, in whatever words and in either language.</summary>
internal sealed class TermCheck : FactCheck
{
    public override IEnumerable<FactFinding> Find(FactText text, FactBook facts)
    {
        // The same words may stand for a material and for a claim; either meaning is enough.
        foreach (var place in TermLexicon.Shipped.Find(text.Text).GroupBy(hit => (hit.Start, hit.Length)))
        {
            if (place.Any(hit => hit.Denied || facts.Says(hit.Term)) || IsOwnName(text.Text.Substring(place.Key.Start, place.Key.Length), facts)) continue;
            var term = place.First().Term;
            yield return text.Finding(place.Key.Start, place.Key.Length, term.Kind, $"The product does not say that it is '{term.English}'.");
        }
    }

    // A brand such as Green Equipment may be named.
    private static bool IsOwnName(string words, FactBook facts) => words.All(char.IsAscii) && facts.Says(words) && words.Length > 3;
}
