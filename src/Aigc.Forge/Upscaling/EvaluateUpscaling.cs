using System.Diagnostics;
using Aigc.Forge.Drawing;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Models;
using Aigc.ImageService.Upscaling;
using NetVips;

namespace Aigc.Forge.Upscaling;

/// <summary>
/// Reduces pictures, enlarges them again with Lanczos and with the networks, and prints how near each comes to the original: on drawn pictures
/// that no training saw, and on photos. Photos are first reduced to half, so that compression of the original does not decide.
/// </summary>
internal static class EvaluateUpscaling
{
    /// <summary>First seed of the pictures that are kept from training.</summary>
    public const int HeldOut = 1_000_000;

    private const int PhotoSide = 512;

    public static void Run(ModelLibrary models, int count, string? photos)
    {
        Print(models, "drawn", [.. Enumerable.Range(0, count).Select(i => Drawn(HeldOut + i))]);
        if (photos is not null) Print(models, "photos", [.. Directory.GetFiles(photos).Order(StringComparer.Ordinal).Select(Photo)]);
    }

    public static Raster Drawn(int seed) => new(ProductPicture.Draw(seed, DrawUpscalingSet.Side), DrawUpscalingSet.Side, DrawUpscalingSet.Side, 3);

    /// <summary>Mean PSNR in dB of Lanczos and of the network, and in how many pictures the network is better.</summary>
    public static (double Lanczos, double Network, int Better) Compare(TiledNetwork network, IReadOnlyList<Raster> pictures)
    {
        var (lanczos, made, better) = (0.0, 0.0, 0);
        foreach (var truth in pictures)
        {
            var small = Lanczos.Resize(truth, truth.Width / network.Factor, truth.Height / network.Factor);
            var (l, n) = (Fidelity.Psnr(Lanczos.Resize(small, truth.Width, truth.Height), truth, 8), Fidelity.Psnr(network.Run(small, seen: null, CancellationToken.None), truth, 8));
            (lanczos, made, better) = (lanczos + l, made + n, better + (n > l ? 1 : 0));
        }
        return (lanczos / pictures.Count, made / pictures.Count, better);
    }

    private static void Print(ModelLibrary models, string name, IReadOnlyList<Raster> pictures)
    {
        foreach (var model in models.All.Where(model => model.Manifest.Task == Upscaler.Task))
        {
            var network = new TiledNetwork(model);
            var (lanczos, made, better) = Compare(network, pictures);
            Console.WriteLine(FormattableString.Invariant($"{model.Manifest.Name,-14} {pictures.Count,3} {name,-7} Lanczos {lanczos:0.00} dB, network {made:0.00} dB ({made - lanczos:+0.00}), better in {better}; 1000x1000 in {Milliseconds(network):0} ms on one thread"));
        }
    }

    private static double Milliseconds(TiledNetwork network)
    {
        var side = 1_000 / network.Factor;
        var grey = new Raster(new byte[side * side * 3], side, side, 3);
        network.Run(grey, seen: null, CancellationToken.None);
        var watch = Stopwatch.StartNew();
        network.Run(grey, seen: null, CancellationToken.None);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static Raster Photo(string file)
    {
        using var whole = Image.NewFromFile(file);
        using var opaque = whole.HasAlpha() ? whole.Flatten(background: [255, 255, 255]) : whole.Copy();
        using var srgb = opaque.Colourspace(Enums.Interpretation.Srgb);
        using var half = srgb.Resize(Math.Min(0.5, (double)PhotoSide / Math.Max(srgb.Width, srgb.Height)));
        using var even = half.Crop(0, 0, half.Width / 4 * 4, half.Height / 4 * 4);
        using var eight = even.Cast(Enums.BandFormat.Uchar);
        return new(eight.WriteToMemory<byte>(), eight.Width, eight.Height, 3);
    }
}
