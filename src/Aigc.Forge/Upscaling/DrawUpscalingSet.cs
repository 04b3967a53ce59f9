using Aigc.Forge.Drawing;

namespace Aigc.Forge.Upscaling;

/// <summary>Writes training pictures one behind the other: count × side × side × 3 bytes, RGB.</summary>
internal static class DrawUpscalingSet
{
    public const int Side = 256;

    public static void Run(int count, int seed, string file)
    {
        using var output = File.Create(file);
        for (var i = 0; i < count; i++) output.Write(ProductPicture.Draw(seed + i, Side));
        Console.WriteLine($"{count} pictures of {Side}x{Side}, seeds {seed} to {seed + count - 1}, in {file}");
    }
}
