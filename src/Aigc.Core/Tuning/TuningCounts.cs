namespace Aigc.Core.Tuning;

/// <summary>Counts what goes into an export and what does not, and why.</summary>
internal sealed class TuningCounts
{
    private readonly SortedDictionary<string, long> _leftOut = new(StringComparer.Ordinal);

    public long Train { get; private set; }

    public long Validation { get; private set; }

    public IReadOnlyDictionary<string, long> LeftOut => _leftOut;

    public void Add(bool validation)
    {
        if (validation) Validation++;
        else Train++;
    }

    public void Leave(string reason) => _leftOut[reason] = _leftOut.GetValueOrDefault(reason) + 1;
}

/// <summary>What an export holds. Two exports with the same hash are the same data: a model that was trained on one says so by it.</summary>
/// <param name="Lines">Of the split that was asked for.</param>
/// <param name="Train">In both splits together, those to train with.</param>
/// <param name="LeftOut">Copy outputs that are in no split, by reason.</param>
/// <param name="Sha256">Of the lines as they are streamed.</param>
public sealed record TuningSummary(string BatchId, TuningFormat Format, TuningApproval By, TuningSplit Split, long Lines, long Train, long Validation, IReadOnlyDictionary<string, long> LeftOut, long Bytes, string Sha256);

/// <summary>Why a copy output is in no export.</summary>
internal static class TuningReasons
{
    public const string NotMade = "not-made";
    public const string NotApproved = "not-approved";
    public const string NotByPerson = "not-approved-by-person";
    public const string Unsafe = "safety";
    public const string FactMarks = "fact-marks";
    public const string ByRules = "written-by-rules";
    public const string PromptGone = "prompt-not-renderable";
    public const string NotInShape = "answer-not-in-shape";
    public const string NoPair = "no-second-answer";
    public const string Duplicate = "duplicate";
}
