using System.Diagnostics;
using Aigc.Contracts.Images;
using Aigc.ImageService.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace Aigc.Benchmarks.Images;

/// <summary>Draws source, cut-out on magenta, white and scene of every photo in a folder side by side, and prints verdicts and times.</summary>
internal static class ContactSheet
{
    private const int Cell = 220;
    private const int PerSheet = 8;

    public static void Draw(string folder, string output)
    {
        using var services = new ServiceCollection().AddImagePipeline().BuildServiceProvider();
        var pipeline = services.GetRequiredService<ImagePipeline>();
        var files = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToList();
        var watch = Stopwatch.StartNew();
        for (var sheet = 0; sheet * PerSheet < files.Count; sheet++)
        {
            var some = files.Skip(sheet * PerSheet).Take(PerSheet).ToList();
            using var surface = SKSurface.Create(new SKImageInfo(Cell * 4 * 2, Cell * ((some.Count + 1) / 2)));
            for (var i = 0; i < some.Count; i++) DrawRow(surface.Canvas, pipeline, some[i], i % 2 * Cell * 4, i / 2 * Cell);
            using var image = surface.Snapshot();
            using var png = image.Encode(SKEncodedImageFormat.Png, 90);
            File.WriteAllBytes(Path.ChangeExtension(output, null) + $"-{sheet}.png", png.ToArray());
        }
        Console.WriteLine($"{files.Count} photos in {watch.Elapsed.TotalSeconds:0.0} s, {watch.Elapsed.TotalMilliseconds / files.Count:0} ms each, one thread, the whole pipeline");
    }

    private static void DrawRow(SKCanvas canvas, ImagePipeline pipeline, string file, int left, int top)
    {
        var bytes = File.ReadAllBytes(file);
        var request = new ImagePipelineRequest { Steps = [new("cutout", "cutout"), new("white", "white"), new("scene", "scene")], Seed = (ulong)file.Length };
        var response = pipeline.Run(new(request, new Dictionary<string, byte[]> { [ImageWork.Main] = bytes }), _ => { }, CancellationToken.None);
        var (verdict, m) = (response.Triage!, response.Triage!.Subject!);
        Console.WriteLine(FormattableString.Invariant($"{Path.GetFileName(file),-12} {verdict.Outcome,-6} border {m.BorderExplained:0.00} conf {m.Confidence:0.00} area {m.AreaRatio:0.00} sharp {m.Sharpness:0} parts {m.Components} {string.Join(' ', verdict.Reasons.Select(reason => FormattableString.Invariant($"{reason.Code}={reason.Measured:0.##}/{reason.Threshold:0.##}")))}"));
        Place(canvas, bytes, left, top, SKColors.White);
        for (var i = 0; i < 3; i++) if (response.Outputs[i].Bytes is { } made) Place(canvas, made, left + ((i + 1) * Cell), top, i == 0 ? SKColors.Magenta : SKColors.White);
        using var paint = new SKPaint { Color = SKColors.Red };
        using var font = new SKFont { Size = 14 };
        canvas.DrawText(Path.GetFileName(file), left + 4, top + 16, SKTextAlign.Left, font, paint);
    }

    private static void Place(SKCanvas canvas, byte[] bytes, int left, int top, SKColor ground)
    {
        using var paint = new SKPaint { Color = ground };
        canvas.DrawRect(left, top, Cell, Cell, paint);
        using var image = SKImage.FromEncodedData(bytes);
        canvas.DrawImage(image, SKRect.Create(left, top, Cell, Cell), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
    }
}
