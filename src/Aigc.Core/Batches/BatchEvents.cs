using Aigc.Contracts.Reviews;

namespace Aigc.Core.Batches;

/// <summary>External events of <c>ProduceBatch</c>. They only wake it: what was decided is read from the store.</summary>
internal static class BatchEvents
{
    public const string Cancel = "cancel";
    public const string Resume = "resume";
    public const string Review = "review";

    public static string Of(Gate gate) => "gate-" + gate.ToString().ToLowerInvariant();
}
