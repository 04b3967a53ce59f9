using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Cropping;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Tests.Drawing;
using Aigc.ImageService.Tests.Pipeline;
using SkiaSharp;

namespace Aigc.ImageService.Tests.Cropping;

public sealed class CropTests
{
    [Fact]
    public void No_window_ever_cuts_the_subject_and_none_reaches_out_without_need()
    {
        var random = new Random(17);
        for (var i = 0; i < 20_000; i++)
        {
            var (width, height) = (random.Next(20, 3_000), random.Next(20, 3_000));
            var (left, top) = (random.Next(0, width - 1), random.Next(0, height - 1));
            PixelBox subject = new(left, top, random.Next(left + 1, width + 1), random.Next(top + 1, height + 1));
            var (ratio, margin) = (Math.Exp((random.NextDouble() * 3) - 1.5), random.NextDouble() * 0.2);

            var window = CropWindow.Of(width, height, subject, ratio, margin);

            var what = $"{width}x{height}, {subject}, ratio {ratio}: {window}";
            Assert.True(Holds(window, subject), what);
            Assert.Equal(ratio, window.Width / window.Height, 6);
            var fits = (subject.Right - subject.Left) <= Math.Min(width, height * ratio) && (subject.Bottom - subject.Top) <= Math.Min(height, width / ratio);
            if (fits && margin == 0) Assert.True(window.IsWithin(width, height), what);
            if (!fits) Assert.False(window.IsWithin(width, height), what);
        }
    }

    /// <summary>Random products anywhere in the frame, cropped to random ratios and sizes; the product is counted in pixels.</summary>
    [Fact]
    public void The_subject_of_a_drawn_picture_is_whole_in_every_crop()
    {
        var random = new Random(23);
        var (cropped, filled) = (0, 0);
        for (var i = 0; i < 150; i++)
        {
            var (picture, subject) = Drawn(random);
            var request = new CropRequest(random.Next(60, 500), random.Next(60, 500), random.NextDouble() * 0.15);

            var crop = SubjectCropper.Crop(picture, subject, request);

            Assert.Equal((request.Width, request.Height), (crop.Picture.Width, crop.Picture.Height));
            // Product red is nowhere else: its pixels, scaled back, are as many as before.
            var (before, after) = (Red(picture), Red(crop.Picture));
            var area = after / (crop.Scale * ((double)request.Height / (crop.Window.Bottom - crop.Window.Top)));
            Assert.InRange(area / before, 0.9, 1.1);
            Assert.Equal(crop.Filled > 0, crop.Window.Left < 0 || crop.Window.Top < 0 || crop.Window.Right > picture.Width || crop.Window.Bottom > picture.Height);
            if (crop.Filled > 0) filled++;
            else cropped++;
        }
        Assert.True(cropped > 30 && filled > 30, $"{cropped} by cropping alone, {filled} filled in: both kinds must occur.");
    }

    [Fact]
    public void A_crop_around_the_middle_would_cut_the_subject()
    {
        var random = new Random(23);
        var cut = 0;
        for (var i = 0; i < 150; i++)
        {
            var (picture, _) = Drawn(random);
            var request = new CropRequest(random.Next(60, 500), random.Next(60, 500));
            var crop = SubjectCropper.Crop(picture, new(picture.Width / 2, picture.Height / 2, picture.Width / 2, picture.Height / 2), request);
            var area = Red(crop.Picture) / (crop.Scale * ((double)request.Height / (crop.Window.Bottom - crop.Window.Top)));
            if (area / Red(picture) < 0.9) cut++;
        }
        Assert.True(cut > 40, $"Only {cut} of 150 were cut.");
    }

    [Fact]
    public void Where_the_ratio_cannot_be_met_the_ground_goes_on()
    {
        var tall = Raster.From(ImageDecoder.Decode(DrawnPhoto.Of(Shape.Bottle, Ground.Gradient, 400, 800).Png));

        var crop = SubjectCropper.Crop(tall, new(150, 110, 250, 705), new(900, 300));

        Assert.InRange(crop.Filled, 0.5, 0.9);
        // No jump where the picture ends and the filling begins.
        var seam = -crop.Window.Left * 900 / (crop.Window.Right - crop.Window.Left);
        for (var y = 10; y < 290; y += 20)
            for (var c = 0; c < 3; c++)
                Assert.InRange(crop.Picture.Pixels[(((y * 900) + seam + 3) * 3) + c] - crop.Picture.Pixels[(((y * 900) + seam - 4) * 3) + c], -8, 8);
    }

    [Fact]
    public void A_subject_that_touches_the_edge_is_not_smeared_into_the_filling()
    {
        var pixels = Enumerable.Repeat((byte)240, 100 * 100 * 3).ToArray();
        for (var y = 30; y < 70; y++) for (var x = 0; x < 60; x++) (pixels[((y * 100) + x) * 3], pixels[(((y * 100) + x) * 3) + 1], pixels[(((y * 100) + x) * 3) + 2]) = (200, 0, 0);

        var crop = SubjectCropper.Crop(new(pixels, 100, 100, 3), new(0, 30, 60, 70), new(300, 100, 0.3));

        Assert.True(crop.Window.Left < 0);
        Assert.InRange(Red(crop.Picture) / (60 * 40 * crop.Scale * crop.Scale), 0.93, 1.07);
    }

    [Theory]
    [InlineData(20_000, 20, 1_000, 1_000)]
    [InlineData(20, 20_000, 1_000, 1_000)]
    [InlineData(65_535, 16, 16, 4_096)]
    public void A_crop_takes_the_memory_of_the_picture_and_of_its_result_and_not_of_the_ground_between_them(int width, int height, int toWidth, int toHeight)
    {
        var picture = new Raster(Enumerable.Repeat((byte)90, width * height * 3).ToArray(), width, height, 3);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var crop = SubjectCropper.Crop(picture, new(0, 0, width, height), new(toWidth, toHeight));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * (picture.Pixels.Length + (toWidth * toHeight * 3)));
        Assert.Equal((toWidth, toHeight), (crop.Picture.Width, crop.Picture.Height));
        Assert.InRange(crop.Filled, 0.9, 1);
        // What there is stands in the middle.
        Assert.Equal(90, crop.Picture.Pixels[(((toHeight / 2 * toWidth) + (toWidth / 2)) * 3) + 1]);
    }

    [Fact]
    public void A_transparent_picture_goes_on_transparent()
    {
        var crop = SubjectCropper.Crop(new([.. Enumerable.Repeat((byte)255, 50 * 50 * 4)], 50, 50, 4), new(0, 0, 50, 50), new(200, 100));

        Assert.Equal((0, 255), (crop.Picture.Pixels[3], crop.Picture.Pixels[((50 * 200) + 100) * 4 + 3]));
    }

    [Fact]
    public void Labels_come_along_and_the_visible_one_is_whole_again()
    {
        var picture = Raster.From(ImageDecoder.Decode(DrawnPhoto.Of(Shape.Disc, Ground.Plain, 600, 300).Png));
        var labelled = Labelling.Apply(picture, ProvenanceRecord.None, new(Making.Generated, "created", "theirs", LabelPolicy.Named("china"), "p", "1"));
        var file = PictureEncoder.Encode(labelled.Picture, new(OutputFormat.Png), XmpPacket.Write(labelled.Provenance)).Bytes;

        var cropped = PipelineDriver.Made(file, new("crop", "c", 300, 300));

        var reading = ProvenanceReader.Verify(cropped.Bytes!);
        Assert.Equal(("trainedAlgorithmicMedia", "1", "AI生成", "image/png"), (reading.Record.SourceType, reading.Record.Aigc?.Label, reading.Record.VisibleText, cropped.ContentType));
        // Its dark plate ends 2 % before the lower edge, and its letters are 5 % high.
        using var pixels = cropped.Pixels();
        var plate = pixels.Where(pixel => pixel.Red < 120 && pixel.Blue < 120 && pixel.Green < 120);
        Assert.InRange(plate.Bottom, 292, 295);
        Assert.InRange(Enumerable.Range(0, 300).Count(y => pixels.GetPixel(240, y).Red < 120), 20, 40);
    }

    [Theory]
    [InlineData(0, 100, 0.1)]
    [InlineData(100, 9_000, 0.1)]
    [InlineData(100, 100, double.NaN)]
    [InlineData(100, 100, -1.0)]
    public void Impossible_requests_are_refused(int width, int height, double margin) =>
        Assert.Equal("request-invalid", Assert.Throws<ImageProblemException>(() => SubjectCropper.Crop(new Raster(new byte[300], 10, 10, 3), new(0, 0, 5, 5), new(width, height, margin))).Code);

    [Theory]
    [InlineData(-50, -50, 500, 500)]
    [InlineData(90, 90, 10, 10)]
    [InlineData(200, 200, 300, 300)]
    public void A_box_that_makes_no_sense_breaks_nothing(int left, int top, int right, int bottom) =>
        Assert.Equal(40, SubjectCropper.Crop(new Raster(new byte[100 * 100 * 3], 100, 100, 3), new(left, top, right, bottom), new(40, 20)).Picture.Width);

    private static bool Holds(CropWindow window, PixelBox subject) =>
        window.Left <= subject.Left + 1e-6 && window.Top <= subject.Top + 1e-6 && window.Left + window.Width >= subject.Right - 1e-6 && window.Top + window.Height >= subject.Bottom - 1e-6;

    private static (Raster Picture, PixelBox Subject) Drawn(Random random)
    {
        var (width, height) = (random.Next(150, 500), random.Next(150, 500));
        var (w, h) = (random.Next(40, width * 9 / 10), random.Next(40, height * 9 / 10));
        var (left, top) = (random.Next(0, width - w), random.Next(0, height - h));
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        Ground.Gradient.Draw(surface.Canvas, width, height);
        using var red = new SKPaint { Color = new(220, 0, 0), IsAntialias = false };
        surface.Canvas.DrawOval(SKRect.Create(left, top, w, h), red);
        using var image = surface.Snapshot();
        return (Raster.From(image), new(left, top, left + w, top + h));
    }

    private static double Red(Raster picture)
    {
        var sum = 0.0;
        for (var i = 0; i < picture.Pixels.Length; i += picture.Bands) sum += Math.Clamp((picture.Pixels[i] - picture.Pixels[i + 1] - 60) / 100.0, 0, 1);
        return sum;
    }
}
