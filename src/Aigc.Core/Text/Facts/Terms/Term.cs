using Aigc.Contracts.Items;

namespace Aigc.Core.Text.Facts.Terms;

/// <summary>A thing that can be said of a product, in any of its words.</summary>
/// <param name="English">The word that stands for it, English.</param>
/// <param name="Chinese">The same, Chinese.</param>
/// <param name="BorneOutBy">Ids of narrower terms: stainless steel bears out steel.</param>
internal sealed record Term(string Id, FactKind Kind, string English, string Chinese, IReadOnlyList<string> BorneOutBy);

/// <param name="Denied">"Not waterproof", 不防水.</param>
internal sealed record TermHit(int Start, int Length, Term Term, bool Denied);
