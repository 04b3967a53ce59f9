using Aigc.Contracts.Items;
using Aigc.Core.Text.Facts.Measures;

namespace Aigc.Core.Text.Facts.Checks;

/// <summary>Numbers and units: each must be one of the product's, in whatever unit.</summary>
internal sealed class MeasureCheck : FactCheck
{
    public override IEnumerable<FactFinding> Find(FactText text, FactBook facts)
    {
        foreach (var measure in MeasureReader.Read(text.Text))
        {
            if (facts.Measures.Any(fact => measure.Agrees(fact))) continue;
            var otherUnit = measure.Unit is not null && facts.Measures.Any(fact => fact.Unit is not null && fact.Unit.Symbol != measure.Unit.Symbol && Math.Abs(fact.Value - measure.Value) < 1e-6);
            yield return text.Finding(measure.Start, measure.Length, otherUnit ? FactKind.Unit : FactKind.Number, otherUnit ? "The product has this number in another unit." : "The product states no such number.");
        }
    }
}
