namespace Aigc.Contracts.Recipes;

/// <summary>How models are asked.</summary>
public static class Lane
{
    public const string Auto = "auto";
    public const string Realtime = "realtime";
    public const string Batch = "batch";
}
