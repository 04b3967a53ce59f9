namespace Aigc.Contracts.Items;

/// <summary>Whether a product is worth generating for, by the decision factors of the recipe.</summary>
/// <param name="Chosen">Null: it could not be told, because the photo could not be looked at.</param>
/// <param name="Score">Weights of the rules that are met; null where products are not chosen by score.</param>
/// <param name="Factors">In the order of the rules.</param>
public sealed record ItemChoice(bool? Chosen, double? Score, IReadOnlyList<FactorReading> Factors);

/// <param name="Measured">Null: the feed does not give it, or it was not looked at.</param>
/// <param name="Limit">What the rule asks for: <c>at least 2</c>, <c>one of high, mid</c>.</param>
/// <param name="Met">Null: not looked at.</param>
public sealed record FactorReading(string Factor, string? Field, string? Measured, string Limit, bool? Met);
