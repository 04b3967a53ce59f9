namespace Aigc.Core.Costs;

/// <summary>A call that is paid for. It is ended once, with what it came to or with null where nobody knows.</summary>
internal sealed class Payment(string callId, Func<decimal?, Task> end)
{
    /// <summary>The name of the call in the ledger; handed to the provider, its invoice can tell of it.</summary>
    public string CallId { get; } = callId;

    public bool IsOver { get; private set; }

    public static Payment Free(string callId) => new(callId, _ => Task.CompletedTask);

    public Task EndAsync(decimal? amount)
    {
        IsOver = true;
        return end(amount);
    }
}
