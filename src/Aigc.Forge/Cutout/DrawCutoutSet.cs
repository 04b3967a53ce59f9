using Aigc.ImageService.Vision;

namespace Aigc.Forge.Cutout;

/// <summary>
/// Writes training photos one behind the other: count × side × side × 6 bytes, the five inputs of the network (<see cref="CutoutFeatures"/>)
/// and the true alpha.
/// </summary>
internal static class DrawCutoutSet
{
    public const int Side = 320;
    private const int Channels = CutoutFeatures.Channels + 1;

    public static void Run(int count, int seed, string file, StudioKind kind)
    {
        using var output = File.Create(file);
        foreach (var photo in Enumerable.Range(seed, count).AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(one => Of(one, kind))) output.Write(photo);
        Console.WriteLine($"{count} photos of {Side}x{Side}, seeds {seed} to {seed + count - 1}, in {file}");
    }

    private static byte[] Of(int seed, StudioKind kind)
    {
        var photo = StudioPhoto.Draw(seed, Side, kind);
        var features = CutoutFeatures.Of(photo.Rgb, Trimap.Of(Lab.FromRgb(photo.Rgb), Side, Side).Ground);
        var interleaved = new byte[Side * Side * Channels];
        for (var p = 0; p < Side * Side; p++)
        {
            features.AsSpan(p * CutoutFeatures.Channels, CutoutFeatures.Channels).CopyTo(interleaved.AsSpan(p * Channels));
            interleaved[(p * Channels) + CutoutFeatures.Channels] = photo.Alpha[p];
        }
        return interleaved;
    }
}
