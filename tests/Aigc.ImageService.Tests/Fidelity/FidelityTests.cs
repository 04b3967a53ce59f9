using System.Collections.Concurrent;
using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Fidelity;
using Aigc.ImageService.Rendering;
using Aigc.ImageService.Tests.Drawing;
using Aigc.ImageService.Vision;
using SkiaSharp;

namespace Aigc.ImageService.Tests.Fidelity;

public sealed class FidelityTests
{
    private static readonly Shape[] Shapes = [Shape.Mug, Shape.Bottle, Shape.Boot, Shape.Disc];
    private static readonly SKColor[] Colours = [new(178, 44, 52), new(30, 90, 190), new(90, 90, 94), new(214, 190, 60)];

    // A cut-out takes half a second; every product is cut out once.
    private static readonly ConcurrentDictionary<(int Shape, int Colour), Case> Known = new();

    public static TheoryData<int, int, int> Clean
    {
        get
        {
            var cases = new TheoryData<int, int, int>();
            for (var shape = 0; shape < Shapes.Length; shape++)
                for (var colour = shape % 2; colour < Colours.Length; colour += 2) cases.Add(shape, colour, new[] { 300, 500, 640, 1_000 }[(shape + colour) % 4]);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Clean))]
    public void A_product_that_was_only_scaled_and_placed_is_let_through(int shape, int colour, int size)
    {
        var subject = Of(shape, colour);

        foreach (var format in new[] { "jpeg", "png", "webp" })
        {
            var report = subject.Judge(subject.Render(size), format);
            Assert.True(report.Refusal is null, $"{format}: {report.Detail}");
        }
    }

    [Theory]
    [MemberData(nameof(Clean))]
    public void A_tinted_product_is_refused(int shape, int colour, int size)
    {
        var subject = Of(shape, colour);

        Refused(subject.Judge(subject.Render(size, tint: true)), shape);
    }

    [Theory]
    [MemberData(nameof(Clean))]
    public void A_warped_product_is_refused(int shape, int colour, int size)
    {
        var subject = Of(shape, colour);

        Refused(subject.Judge(Warped(subject.Render(size))), shape);
    }

    [Theory]
    [MemberData(nameof(Clean))]
    public void Another_product_in_its_place_is_refused(int shape, int colour, int size)
    {
        var subject = Of(shape, colour);
        var other = Of((shape + 1) % Shapes.Length, (colour + 1) % Colours.Length);

        Refused(subject.Judge(other.Render(size)), shape);
    }

    [Fact]
    public void Print_that_was_drawn_anew_is_refused()
    {
        var subject = Of(1, 1);

        // The bands of the bottle move down by half a band: the mean colour hardly changes.
        var report = subject.Judge(subject.Render(800, shift: 0.02f));

        Assert.Equal(FidelityJudge.Altered, report.Refusal);
        Assert.True(report.P95Difference > FidelityLimits.Shipped.P95Difference, report.Detail);
    }

    [Fact]
    public void A_product_half_out_of_the_picture_is_refused()
    {
        var subject = Of(0, 0);
        var whole = subject.Render(600);
        using var image = whole.ToSkia();
        using var half = image.Subset(SKRectI.Create(0, 0, 300, 600));

        var report = subject.Judge(Raster.From(half), size: 600);

        Assert.Equal((FidelityJudge.Altered, true), (report.Refusal, report.Visible < 0.7));
    }

    [Fact]
    public void A_smooth_product_that_comes_out_grainy_is_refused_for_its_structure_alone()
    {
        var report = JudgeFlat((x, y) => (x % 2 == 0 ? 2 : 3) * ((x + y) % 2 == 0 ? 1 : -1));

        Assert.StartsWith("structure 0.", report.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(";", report.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_spot_that_changed_is_refused_for_the_worst_part_alone()
    {
        var report = JudgeFlat((x, y) => x is >= 40 and < 72 && y is >= 40 and < 72 ? 8 * ((x + y) % 2 == 0 ? 1 : -1) : 0);

        Assert.StartsWith("structure of the worst 5 %", report.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(";", report.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_says_which_limit_was_missed_and_by_how_much()
    {
        var subject = Of(0, 0);

        var report = subject.Judge(subject.Render(500, tint: true));

        Assert.Contains("mean colour difference", report.Detail, StringComparison.Ordinal);
        Assert.Contains("allowed 3.0", report.Detail, StringComparison.Ordinal);
    }

    // A grey square, compared with itself plus something at each pixel.
    private static FidelityReport JudgeFlat(Func<int, int, int> added)
    {
        const int Side = 120;
        var made = Enumerable.Range(0, Side * Side).SelectMany(p => Enumerable.Repeat((byte)(128 + added(p % Side, p / Side)), 3)).ToArray();
        Picture photo = new([.. Enumerable.Repeat((byte)128, Side * Side * 3)], Side, Side);
        return FidelityJudge.Judge(photo, [.. Enumerable.Repeat(1f, Side * Side)], new(made, Side, Side), new(1, 0, 0));
    }

    private static Case Of(int shape, int colour) => Known.GetOrAdd((shape, colour), key => new(Shapes[key.Shape], Colours[key.Colour]));

    private static void Refused(FidelityReport report, int shape) =>
        Assert.True(report.Refusal == FidelityJudge.Altered, FormattableString.Invariant($"{Shapes[shape]}: mean {report.MeanDifference:0.00}, p95 {report.P95Difference:0.00}, structure {report.Structure:0.000}"));

    // A swirl that moves points by up to 5 % of the side.
    private static Raster Warped(Raster picture)
    {
        var (pixels, side) = (new byte[picture.Pixels.Length], picture.Width);
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
            {
                var u = Math.Clamp((int)(x + (side * 0.05 * Math.Sin(y * 12.0 / side))), 0, side - 1);
                var v = Math.Clamp((int)(y + (side * 0.05 * Math.Sin(x * 12.0 / side))), 0, side - 1);
                picture.Pixels.AsSpan(((v * side) + u) * 3, 3).CopyTo(pixels.AsSpan(((y * side) + x) * 3));
            }
        return picture with { Pixels = pixels };
    }

    /// <summary>A photo, its cut-out, and pictures rendered from it as the service does.</summary>
    private sealed class Case(Shape shape, SKColor colour)
    {
        private readonly Picture _photo = ImageDecoder.Decode(DrawnPhoto.Of(shape, Ground.Gradient, 480, 480, colour).Png);
        private Cutout? _cutout;

        private Cutout Cutout => _cutout ??= SubjectFinder.Find(_photo);

        public Raster Render(int size, bool tint = false, float shift = 0)
        {
            using var product = ProductLayer.From(shift > 0 ? Shifted(shift) : _photo, Cutout);
            using var surface = SKSurface.Create(new SKImageInfo(size, size, SKColorType.Rgba8888, SKAlphaType.Premul));
            surface.Canvas.Clear(SKColors.White);
            using var warm = SKColorFilter.CreateColorMatrix([1, 0, 0, 0, 0.07f, 0, 1, 0, 0, 0.02f, 0, 0, 0.82f, 0, 0, 0, 0, 0, 1, 0]);
            using var paint = new SKPaint { ColorFilter = tint ? warm : null };
            product.Draw(surface.Canvas, Layout.Centred(product.Product, size, size, 0.85f), paint);
            using var image = surface.Snapshot();
            return Raster.From(image);
        }

        public FidelityReport Judge(Raster made, string format = "jpeg", int? size = null)
        {
            var file = PictureEncoder.Encode(made, new(OutputFormats.Parse(format), 90)).Bytes;
            var side = size ?? made.Width;
            var box = Cutout.Measures.Box;
            PixelBox padded = new(Math.Max(0, box.Left - 3), Math.Max(0, box.Top - 3), Math.Min(480, box.Right + 3), Math.Min(480, box.Bottom + 3));
            var target = Layout.Centred(new(0, 0, padded.Right - padded.Left, padded.Bottom - padded.Top), side, side, 0.85f);
            return FidelityJudge.Judge(_photo, Cutout.Alpha, ImageDecoder.Decode(file), Placement.Of(padded, target));
        }

        // What lies within the product's outline moves down; the outline stays.
        private Picture Shifted(float share)
        {
            var (rgb, by) = (_photo.Rgb.AsSpan().ToArray(), (int)(share * 480));
            for (var p = by * 480; p < _photo.Pixels; p++)
                if (Cutout.Alpha[p] > 0.5f && Cutout.Alpha[p - (by * 480)] > 0.98f) _photo.Rgb.AsSpan((p - (by * 480)) * 3, 3).CopyTo(rgb.AsSpan(p * 3));
            return _photo with { Rgb = rgb };
        }
    }
}
