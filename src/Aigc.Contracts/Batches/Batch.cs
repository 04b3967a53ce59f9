using Aigc.Contracts.Costs;
using Aigc.Contracts.Products;
using Aigc.Contracts.Prompts;
using Aigc.Contracts.Recipes;

namespace Aigc.Contracts.Batches;

/// <summary>Life of a batch. Waiting states cost no compute.</summary>
public enum BatchState
{
    Submitted, Ingesting, AwaitingSpend, Trial, AwaitingTrial, Producing, Paused, InReview, AwaitingAcceptance, Delivering,
    Completed, Failed, Cancelled,
}

/// <summary>One feed under one recipe.</summary>
public sealed record Batch
{
    public required string Id { get; init; }
    public required string Tenant { get; init; }
    public required BatchState State { get; init; }
    public required FeedRef Feed { get; init; }
    public required Recipe Recipe { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public string? Label { get; init; }
    public IngestReport? Ingest { get; init; }
    public Quote? Quote { get; init; }

    /// <summary>What a sample of the feed would leave blank in the prompt of each copy slot, told before anything is paid; null where nothing would be.</summary>
    public IReadOnlyList<SlotPromptCheck>? PromptGaps { get; init; }
    public BatchCounts Counts { get; init; } = new();

    /// <summary>What was spent so far, in the ledger's currency.</summary>
    public Money? Spent { get; init; }

    /// <summary>The run is dearer than the quote said; null while it is not.</summary>
    public SpendAlarm? Alarm { get; init; }

    /// <summary>How far the provider's batch lane is; null: the models are asked in real time.</summary>
    public LaneProgress? Lane { get; init; }
    public string? Reason { get; init; }

    /// <summary>How many times failed items were tried again.</summary>
    public int Retries { get; init; }
}

/// <summary>Items by what became of them, and slots by what was made.</summary>
public sealed record BatchCounts
{
    public long Items { get; init; }
    public long Done { get; init; }
    public long Accepted { get; init; }
    public long InReview { get; init; }
    public long Rejected { get; init; }
    public long Failed { get; init; }

    /// <summary>Not chosen by the recipe's decision factors.</summary>
    public long Skipped { get; init; }
    public long CopyMade { get; init; }
    public long ImagesMade { get; init; }
    public long ImagesRefused { get; init; }
}

/// <summary>The data of the events <c>aigc.batch.completed</c>, <c>.failed</c>, <c>.cancelled</c> and <c>.overquote</c>.</summary>
public sealed record BatchNews(string BatchId, BatchState State, string? Reason, BatchCounts Counts, Money? Spent, SpendAlarm? Alarm = null);

/// <param name="Open">Files that are not back yet.</param>
public sealed record LaneProgress(int Requests, int Answered, int Files, int Open);

/// <param name="Projected">What the quoted items come to at this rate.</param>
/// <param name="Quoted">The quote's high figure.</param>
public sealed record SpendAlarm(Money Projected, Money Quoted, DateTimeOffset At);
