namespace Aigc.Contracts.Costs;

/// <summary>What the figures of a quote rest on, each better than the one before.</summary>
public enum QuoteBasis
{
    /// <summary>One made-up product of the length that was given.</summary>
    Assumed,

    /// <summary>The prompts of a stratified sample of the feed, counted with the model's tokenizer; the answers are assumed.</summary>
    Sampled,

    /// <summary>What the trial came to.</summary>
    Measured,
}

/// <summary>What a batch will come to: low, expected and high are meant as the 10th, 50th and 90th percentile.</summary>
public sealed record Quote(Estimate Low, Estimate Expected, Estimate High, string PriceList)
{
    /// <summary>Items that are to be produced: all, or those that are left where the quote is made on the way.</summary>
    public long Products { get; init; }

    /// <summary>Items that the recipe's decision factors leave out, as far as the feed tells it: they are in none of the figures.</summary>
    public long Skipped { get; init; }

    /// <summary>What the batch had spent when the quote was made, which is not in its figures; null: nothing.</summary>
    public Money? SpentBefore { get; init; }

    /// <summary>Items that were done by then.</summary>
    public long DoneBefore { get; init; }
    public QuoteBasis Basis { get; init; }

    /// <summary>Products whose prompts were rendered and counted, or that the trial produced.</summary>
    public int SampledProducts { get; init; }

    /// <summary>The same through the providers' cheaper batch lane; null: there is none for it. The figures of the quote are those of real time, which is what the lane falls back to.</summary>
    public LaneOffer? BatchLane { get; init; }

    /// <summary>By slot, and with it by language, model and template.</summary>
    public IReadOnlyList<QuoteLine> Lines { get; init; } = [];

    /// <summary>
    /// Stands for templates, models and prices that the quote was made with. Hand it in with a batch as <c>quote</c>: where one of them has changed
    /// since, the batch is refused (409 <c>quote-outdated</c>). A batch that runs into such a change waits for a new decision.
    /// </summary>
    public string Lock { get; init; } = "";
}

/// <param name="Cost">In the price list's currency.</param>
/// <param name="GpuSeconds">Seconds of the image service.</param>
/// <param name="Duration">Wall time.</param>
public sealed record Estimate(Money Cost, long InputTokens, long OutputTokens, long Images, double GpuSeconds, TimeSpan Duration);

/// <summary>Money where the lane brings everything that can go through it.</summary>
/// <param name="Chosen">As things stand, the batch will take it.</param>
public sealed record LaneOffer(Money Low, Money Expected, Money High, bool Chosen);

/// <param name="Language">Null for pictures.</param>
/// <param name="Model">Resolved id, or <c>images</c>.</param>
/// <param name="Template"><c>name@version</c>; null for pictures.</param>
/// <param name="Cost">Expected.</param>
/// <param name="TokenizerIsExact">The prompts were counted with the model's own vocabulary.</param>
public sealed record QuoteLine(string Slot, string? Language, string Model, string? Template, Money Cost, long InputTokens, long OutputTokens, bool TokenizerIsExact);
