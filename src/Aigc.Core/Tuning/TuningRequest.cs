namespace Aigc.Core.Tuning;

public enum TuningFormat
{
    /// <summary>An example a line: <c>{"messages":[system, user, ..., assistant],"metadata":{...}}</c>.</summary>
    Sft,

    /// <summary>A pair a line: <c>{"input":{"messages":[...]},"preferred_output":[...],"non_preferred_output":[...]}</c>.</summary>
    Dpo,
}

/// <summary>Whose approval counts.</summary>
public enum TuningApproval
{
    /// <summary>A person looked at the item and approved it.</summary>
    Person,

    /// <summary>Also what was accepted because nothing spoke against it, or because nobody decided in time.</summary>
    Any,
}

public enum TuningSplit { All, Train, Validation }

/// <param name="Rules">Also what the offline rules wrote.</param>
/// <param name="Against">DPO: an earlier batch of the tenant whose rejected words stand against what was approved here, where both answer the same prompt.</param>
public sealed record TuningRequest(TuningFormat Format, TuningApproval By = TuningApproval.Person, TuningSplit Split = TuningSplit.All, bool Rules = false, string? Against = null);
