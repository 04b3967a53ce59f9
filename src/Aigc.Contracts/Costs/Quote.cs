namespace Aigc.Contracts.Costs;

/// <summary>What a batch will come to. Locked to the recipe version and the price list it was made with.</summary>
public sealed record Quote(Estimate Low, Estimate Expected, Estimate High, string PriceList);

/// <param name="Cost">In the price list's currency.</param>
/// <param name="GpuSeconds">Seconds of the image service.</param>
/// <param name="Duration">Wall time.</param>
public sealed record Estimate(Money Cost, long InputTokens, long OutputTokens, long Images, double GpuSeconds, TimeSpan Duration);
