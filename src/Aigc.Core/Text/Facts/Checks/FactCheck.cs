using Aigc.Contracts.Items;

namespace Aigc.Core.Text.Facts.Checks;

/// <summary>One way in which copy can say more than the facts do.</summary>
internal abstract class FactCheck
{
    public abstract IEnumerable<FactFinding> Find(FactText text, FactBook facts);
}

/// <summary>A text under check.</summary>
/// <param name="Markets">Whose advertising law it must meet: <c>cn</c>, <c>eu</c>, <c>us</c>.</param>
internal sealed record FactText(string Field, string Text, string Language, IReadOnlyList<string> Markets)
{
    public FactFinding Finding(int start, int length, FactKind kind, string why) => new(Field, start, length, kind, Text.Substring(start, length), why);
}
