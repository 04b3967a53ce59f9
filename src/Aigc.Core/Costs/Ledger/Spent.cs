namespace Aigc.Core.Costs;

/// <summary>What a hold has paid for.</summary>
/// <param name="Known">By model.</param>
/// <param name="Unknown">By call id: begun, and never ended.</param>
internal sealed record Spent(IReadOnlyDictionary<string, decimal> Known, IReadOnlyDictionary<string, PaidCall> Unknown)
{
    private static readonly Dictionary<string, PaidCall> None = [];

    public static Spent On(string model, decimal amount) => new(new Dictionary<string, decimal> { [model] = amount }, None);

    public static Spent NobodyKnows(string callId, PaidCall call) => new(new Dictionary<string, decimal>(), new Dictionary<string, PaidCall> { [callId] = call });

    /// <summary>By model, with the upper bound of each call whose outcome is unknown.</summary>
    public IReadOnlyDictionary<string, decimal> AtMost()
    {
        var sums = new Dictionary<string, decimal>(Known);
        foreach (var call in Unknown.Values) sums[call.Model] = sums.GetValueOrDefault(call.Model) + call.Bound;
        return sums;
    }
}
