using Aigc.Contracts.Products;

namespace Aigc.Testing.Facts;

/// <summary>Copy that is borne out by its product.</summary>
public sealed record GroundedCopy(Product Product, string Language, string Text);

/// <summary>A text with a false fact in it, or a clean one.</summary>
/// <param name="Kind">What was done to the grounded copy: <c>number</c>, <c>brand</c>, ...; of a clean one: <c>as-is</c>, <c>units</c>, ...</param>
/// <param name="Start">Of the false words; -1: the text is clean.</param>
public sealed record FactCase(Product Product, string Language, string Kind, string Text, int Start = -1, int Length = 0)
{
    public bool IsFalse => Start >= 0;
}
