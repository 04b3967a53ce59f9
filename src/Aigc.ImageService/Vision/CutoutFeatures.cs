namespace Aigc.ImageService.Vision;

/// <summary>What the cut-out network sees of a pixel: its colour, and how it differs from the fitted ground.</summary>
internal static class CutoutFeatures
{
    /// <summary>Red, green, blue, lightness above or below the ground, distance from it in colour.</summary>
    public const int Channels = 5;

    /// <returns>Interleaved bytes. Differences go by their square root: near the ground each step counts, far from it none does.</returns>
    public static byte[] Of(ReadOnlySpan<byte> rgb, GroundFit ground)
    {
        var features = new byte[ground.Lightness.Length * Channels];
        for (var p = 0; p < ground.Lightness.Length; p++)
        {
            var at = features.AsSpan(p * Channels, Channels);
            rgb.Slice(p * 3, 3).CopyTo(at);
            var light = ground.Lightness[p];
            at[3] = (byte)Math.Clamp(128 + (12.7f * MathF.Sign(light) * MathF.Sqrt(MathF.Abs(light))), 0, 255);
            at[4] = (byte)Math.Clamp(20 * MathF.Sqrt(ground.Chroma[p]), 0, 255);
        }
        return features;
    }
}
