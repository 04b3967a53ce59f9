using System.Diagnostics;
using Aigc.Contracts.Images;
using Aigc.ImageService.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using NetVips;

namespace Aigc.Benchmarks.Images;

/// <summary>
/// Milliseconds a photo on one thread: our pictures beside their own floor (libvips alone: decode, resize onto white, encode) and beside
/// ImageMagick, which trims, resizes and flattens. Neither of the two cuts anything out: they tell what the rest costs.
/// </summary>
internal static class ThroughputBench
{
    private const int Side = 1_000;
    private const string Magick = "/usr/bin/convert";

    public static void Run(string folder)
    {
        // As in the service: requests run side by side, the threads of one picture do not.
        NetVips.NetVips.Concurrency = 1;
        var photos = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToList();
        using var services = new ServiceCollection().AddImagePipeline().BuildServiceProvider();
        var pipeline = services.GetRequiredService<ImagePipeline>();
        Make(pipeline, photos[0], new ImageStep("white", "white"), new ImageStep("scene", "scene"));
        var floor = Timed("libvips: decode, resize, encode", photos, Floor, null);
        if (File.Exists(Magick)) Timed("ImageMagick: trim, resize, flatten", photos, photo => Trim(photo), floor);
        else Console.WriteLine($"ImageMagick: not measured, there is no {Magick}");
        Timed("convert", photos, photo => Make(pipeline, photo, new ImageStep("convert", "c", Side, Side, "jpeg")), floor);
        Timed("screen", photos, photo => Make(pipeline, photo, new ImageStep("screen", "s")), floor);
        Timed("white", photos, photo => Make(pipeline, photo, new ImageStep("white", "w")), floor);
        Timed("white, by the rules of a market", photos, photo => Make(pipeline, photo, new ImageStep("white", "w") { Market = "standard" }), floor);
        Timed("pipeline: screen, white, transparent, scene", photos, photo => Make(pipeline, photo, new("screen", "s"), new("white", "w") { Market = "standard" }, new("transparent", "t"), new("scene", "x")), floor);
    }

    private static double Timed(string what, List<string> photos, Action<string> make, double? floor)
    {
        var watch = Stopwatch.StartNew();
        foreach (var photo in photos) make(photo);
        var each = watch.Elapsed.TotalMilliseconds / photos.Count;
        Console.WriteLine(FormattableString.Invariant($"{what,-45} {each,8:0.0} ms   {1_000 / each,7:0.0} a second and core   {(floor is { } least ? $"{each / least:0.0} x floor" : "floor")}"));
        return each;
    }

    private static void Make(ImagePipeline pipeline, string photo, params ImageStep[] steps) =>
        pipeline.Run(new(new() { Steps = steps, Seed = 1 }, new Dictionary<string, byte[]> { [ImageWork.Main] = File.ReadAllBytes(photo) }), _ => { }, CancellationToken.None);

    private static void Floor(string photo)
    {
        using var image = Image.NewFromBuffer(File.ReadAllBytes(photo));
        using var sized = image.ThumbnailImage(Side, height: Side);
        using var framed = sized.Gravity(Enums.CompassDirection.Centre, Side, Side, extend: Enums.Extend.White);
        framed.JpegsaveBuffer(q: 92, optimizeCoding: true);
    }

    private static void Trim(string photo)
    {
        var start = new ProcessStartInfo(Magick, [photo, "-fuzz", "6%", "-trim", "-resize", "880x880", "-background", "white", "-gravity", "center", "-extent", "1000x1000", "-flatten", "-quality", "92", "jpg:/dev/null"]);
        start.Environment["MAGICK_THREAD_LIMIT"] = "1";
        using var process = Process.Start(start)!;
        process.WaitForExit();
    }
}
