using Aigc.Contracts.Items;

namespace Aigc.Contracts.Costs;

/// <summary>What the trial of a batch made, what was asked for it and what each item cost.</summary>
/// <param name="Lock">That of the quote it was made under.</param>
/// <param name="SecondsPerCall">Mean time of a paid call of a model; null where none was made.</param>
public sealed record TrialReport(string BatchId, string Lock, Money Cost, double? SecondsPerCall, IReadOnlyList<TrialItem> Items);

/// <param name="Stratum">What it stands for in the feed.</param>
public sealed record TrialItem(long Row, string ProductId, string? Title, string Stratum, ItemState State, Money Cost, IReadOnlyList<TrialSlot> Slots);

/// <param name="Prompt">As it was sent, without what was said after a first answer that could not be used; null for pictures.</param>
/// <param name="InputTokens">Of all calls; 0 where the result was paid for before.</param>
public sealed record TrialSlot(SlotResult Result, string? Prompt, long InputTokens, long OutputTokens, Money Cost);
