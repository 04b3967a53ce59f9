using Aigc.Contracts.Items;
using Aigc.Contracts.Safety;

namespace Aigc.Contracts.Reviews;

public enum ReviewState { Open, Approved, Rejected }

/// <summary>One item that waits for a person.</summary>
/// <param name="Id"><c>{batch}-{row}</c>: one review an item.</param>
/// <param name="Why">Codes such as <c>safety-review</c>, <c>sample</c>, <c>invented-fact</c>.</param>
public sealed record Review(string Id, string BatchId, long Row, string ProductId, ReviewState State, IReadOnlyList<string> Why, DateTimeOffset OpenedAt)
{
    public ReviewDecision? Decision { get; init; }

    /// <summary>The result to look at; filled where one review is asked for.</summary>
    public ItemResult? Item { get; init; }
}

public enum Verdict { Approve, Reject }

/// <summary>A person's word on a review. The first one counts; a second is answered with the first.</summary>
/// <param name="By">Who decided: the key's name, or the channel's user.</param>
/// <param name="Via"><c>api</c>, <c>webhook:CHANNEL</c>, <c>cli</c>, <c>timeout</c>.</param>
/// <param name="Edits">What the reviewer wrote in place of what was made, as it was judged; the words that were made stay with the stored result.</param>
public sealed record ReviewDecision(Verdict Verdict, string By, string Via, DateTimeOffset At, string? Comment = null, IReadOnlyList<SlotEdit>? Edits = null);

/// <summary>A person's words for a slot. One of text and points is given, as the slot has it.</summary>
public sealed record SlotEdit(string Slot, string? Text = null, IReadOnlyList<string>? Points = null)
{
    /// <summary>What the words claim beyond the product's facts; found when they came in, whatever a request says.</summary>
    public IReadOnlyList<FactFinding>? Facts { get; init; }

    /// <summary>How they were judged when they came in, whatever a request says.</summary>
    public SafetyVerdict? Safety { get; init; }
}

/// <summary>The gates of a batch that wait for one decision each.</summary>
public enum Gate { Spend, Trial, Acceptance }

public sealed record GateDecision(Gate Gate, Verdict Verdict, string By, string Via, DateTimeOffset At, string? Comment = null);
