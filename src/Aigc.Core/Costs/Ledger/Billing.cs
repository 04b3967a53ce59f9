namespace Aigc.Core.Costs;

/// <summary>What a call that failed costs, as far as its failure tells.</summary>
internal static class Billing
{
    /// <summary>0 where the other side said that it did nothing; null where nobody knows: a time-out, a broken connection, a filter that stopped an answer.</summary>
    public static decimal? CostOf(Exception failure) => failure switch
    {
        TransientException { NothingDone: true } => 0,
        ProblemException { Code: not "content-refused" } => 0,
        _ => null,
    };
}
