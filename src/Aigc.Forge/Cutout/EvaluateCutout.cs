using System.Diagnostics;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Models;
using Aigc.ImageService.Vision;

namespace Aigc.Forge.Cutout;

/// <summary>Cuts products out of drawn photos with and without the network, and prints how near each comes to the true outline.</summary>
internal static class EvaluateCutout
{
    // As large as the photos that shops send; the working size is half of it.
    private const int Side = 640;

    public static void Run(ModelLibrary models, int count, int seed, StudioKind kind)
    {
        var network = CutoutNetwork.In(models);
        Print("by colour", count, seed, kind, null);
        if (network is not null) Print(network.Manifest.Name, count, seed, kind, network);
    }

    /// <summary>One score for each photo, in the order of the seeds.</summary>
    public static IReadOnlyList<CutoutScore> Score(int count, int seed, CutoutNetwork? network, StudioKind kind = StudioKind.Usual) =>
        [.. Enumerable.Range(seed, count).AsParallel().AsOrdered().Select(one => StudioPhoto.Draw(one, Side, kind)).Select(photo => CutoutScore.Of(photo, SubjectFinder.Find(new Picture(photo.Rgb, photo.Side, photo.Side), network).Alpha))];

    private static void Print(string name, int count, int seed, StudioKind kind, CutoutNetwork? network)
    {
        var watch = Stopwatch.StartNew();
        var scores = Score(count, seed, network, kind);
        Console.WriteLine(FormattableString.Invariant($"{name,-12} IoU {scores.Average(score => score.Iou):0.0000} (worst tenth {Low(scores.Select(score => score.Iou)):0.000}), outline F {scores.Average(score => score.OutlineF):0.0000} (worst tenth {Low(scores.Select(score => score.OutlineF)):0.000}), alpha off by {scores.Average(score => score.EdgeError):0.0000} at the outline, shadow cut {scores.Average(score => score.Leak):0.0000}, below 0.9 IoU {scores.Count(score => score.Iou < 0.9)} of {count}; {watch.Elapsed.TotalMilliseconds / count:0} ms a photo with drawing"));
    }

    private static double Low(IEnumerable<double> values) => values.Order().Take(Math.Max(1, values.Count() / 10)).Average();
}
