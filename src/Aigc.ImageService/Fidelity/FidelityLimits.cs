using System.Text.Json;

namespace Aigc.ImageService.Fidelity;

/// <summary>How much a product may differ from its photo: a versioned file that ships with the service.</summary>
/// <param name="MeanDifference">CIEDE2000, mean over the product.</param>
/// <param name="P95Difference">CIEDE2000 that 95 % of the product stays under.</param>
/// <param name="MinStructure">Mean SSIM of lightness over the product.</param>
/// <param name="MinWorstStructure">SSIM that 95 % of the windows stay above.</param>
/// <param name="MinVisible">Share of the product that must lie within the picture.</param>
internal sealed record FidelityLimits(int Version, double MeanDifference, double P95Difference, double MinStructure, double MinWorstStructure, double MinVisible)
{
    public static FidelityLimits Shipped { get; } = Read();

    private static FidelityLimits Read()
    {
        using var file = typeof(FidelityLimits).Assembly.GetManifestResourceStream("Aigc.ImageService.Fidelity.limits.json")!;
        return JsonSerializer.Deserialize<FidelityLimits>(file, JsonSerializerOptions.Web)!;
    }
}
