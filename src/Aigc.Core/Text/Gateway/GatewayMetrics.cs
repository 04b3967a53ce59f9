namespace Aigc.Core.Text.Gateway;

/// <summary>Names that a host subscribes to: spans and metrics by the GenAI conventions, time to the first part of a stream among them.</summary>
public static class GatewayMetrics
{
    /// <summary>Activity source and meter.</summary>
    public const string Source = "Aigc.Text";
}
