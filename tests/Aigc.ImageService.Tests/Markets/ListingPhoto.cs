using Aigc.ImageService.Tests.Drawing;
using NetVips;
using SkiaSharp;

namespace Aigc.ImageService.Tests.Markets;

/// <summary>A finished picture as it comes from anywhere: any product, size, place, fill and ground.</summary>
/// <param name="Separable">The ground is one that a product can be told from.</param>
internal sealed record ListingPhoto(byte[] File, string What, bool Separable)
{
    private static readonly Shape[] Shapes = [Shape.Mug, Shape.Bottle, Shape.Boot, Shape.Disc];
    private static readonly SKColor[] Colours = [new(178, 44, 52), new(30, 90, 190), new(60, 60, 64), new(40, 120, 80), new(120, 70, 30)];
    private static readonly Ground NearlyWhite = new("nearly white", 3, (canvas, _, _) => canvas.Clear(new SKColor(246, 247, 248)));
    private static readonly Ground[] Grounds = [Ground.White, Ground.White, NearlyWhite, NearlyWhite, Ground.Plain, Ground.Gradient, Ground.Cluttered];

    public static ListingPhoto Random(Random random)
    {
        var (shape, colour, ground) = (Pick(random, Shapes), Pick(random, Colours), Pick(random, Grounds));
        var (width, height) = (random.Next(350, 1_100), random.Next(350, 1_100));
        // The shape fills some two thirds of its own frame: 1.3 fills the picture.
        var (side, scale) = (Math.Min(width, height), 0.5 + (random.NextDouble() * 0.9));
        var frame = (int)(side * scale);
        var (dx, dy) = (random.Next(Math.Min(0, width - frame), Math.Max(1, width - frame)), random.Next(Math.Min(0, height - frame), Math.Max(1, height - frame)));
        var png = Draw(shape, colour, ground, width, height, frame, dx, dy);
        var file = random.Next(3) switch { 0 => png, 1 => As(png, image => image.JpegsaveBuffer(q: 88)), _ => As(png, image => image.WebpsaveBuffer(q: 85)) };
        return new(file, $"{shape} {colour} on {ground}, {width}x{height}, frame {frame} at {dx},{dy}", ground != Ground.Cluttered);
    }

    public static byte[] Draw(Shape shape, SKColor colour, Ground ground, int width, int height, int frame, int left, int top)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        {
            ground.Draw(canvas, width, height);
            canvas.Translate(left, top);
            shape.Draw(canvas, frame, frame, colour);
        }
        ground.AddGrain(bitmap);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    public static byte[] As(byte[] png, Func<Image, byte[]> save)
    {
        using var image = Image.NewFromBuffer(png);
        return save(image);
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
