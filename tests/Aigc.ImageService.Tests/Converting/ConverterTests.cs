using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Tests.Drawing;
using NetVips;

namespace Aigc.ImageService.Tests.Converting;

public sealed class ConverterTests
{
    private static readonly DrawnPhoto Mug = DrawnPhoto.Of(Shape.Mug, Ground.Gradient);

    public static TheoryData<string> Formats => new("jpeg", "png", "webp", "avif");

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_photo_converts_to_every_format_and_looks_the_same(string format)
    {
        var made = Mug.Png.To(format);

        Assert.Equal(format, OutputFormats.Of(made.Bytes!)?.Name());
        Assert.Equal(("image/" + format, 640, 640), (made.ContentType, made.Width, made.Height));
        Assert.True(MeanDifference(ImageDecoder.Decode(Mug.Png).Rgb, ImageDecoder.Decode(made.Bytes!).Rgb) < 2.5);
    }

    [Theory]
    [InlineData("jpeg", false)]
    [InlineData("png", true)]
    [InlineData("webp", true)]
    [InlineData("avif", true)]
    public void Transparency_is_kept_where_the_format_has_it_and_lies_on_white_elsewhere(string format, bool kept)
    {
        var halfGone = Mug.Changed(image => image.Bandjoin(Image.Black(640, 640) + 100));

        var raster = ImageDecoder.DecodeWhole(halfGone.To(format).Bytes!);

        Assert.Equal(kept, raster.HasAlpha);
        if (kept) Assert.InRange(raster.Pixels[3], 98, 102);
        else Assert.All(raster.Pixels[..3], value => Assert.InRange(value, 225, 255));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Nothing_of_the_camera_the_place_or_the_owner_is_carried_on(string format)
    {
        var telling = Mug.Vips(image =>
        {
            using var marked = image.Mutate(fields =>
            {
                fields.Set(GValue.GStrType, "exif-ifd0-Make", "SecretCamera");
                fields.Set(GValue.GStrType, "exif-ifd3-GPSLatitude", "52/1 31/1 12/1");
                fields.Set(GValue.BlobType, "iptc-data", "SecretOwner"u8.ToArray());
                fields.Set(GValue.BlobType, "xmp-data", "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:exif='http://ns.adobe.com/exif/1.0/' exif:GPSLatitude='SecretPlace'/></rdf:RDF></x:xmpmeta>"u8.ToArray());
            });
            return marked.JpegsaveBuffer();
        });
        Assert.Contains("SecretCamera", Latin(telling), StringComparison.Ordinal);
        Assert.Contains("SecretPlace", Latin(telling), StringComparison.Ordinal);

        var made = telling.To(format);

        Assert.DoesNotContain("Secret", Latin(made.Bytes!), StringComparison.Ordinal);
        using var header = Image.NewFromBuffer(made.Bytes!);
        Assert.DoesNotContain(header.GetFields(), field => field.StartsWith("exif-", StringComparison.Ordinal) || field is "exif-data" or "iptc-data");
    }

    [Theory]
    [InlineData("jpeg", 24_000)]
    [InlineData("webp", 16_000)]
    [InlineData("avif", 14_000)]
    public void A_size_limit_is_met_with_the_best_quality_that_fits(string format, int limit)
    {
        var photo = ImageDecoder.DecodeWhole(Noisy());
        var options = EncodeOptions.Of(format, null);
        var free = PictureEncoder.Encode(photo, options);

        var bound = PictureEncoder.Encode(photo, options with { MaxBytes = limit });

        Assert.True(free.Bytes.Length > limit, $"Control: {free.Bytes.Length} bytes without a limit.");
        Assert.InRange(bound.Bytes.Length, 1, limit);
        Assert.True(PictureEncoder.Encode(photo, options with { Quality = bound.Quality + 1 }).Bytes.Length > limit, "A better quality would have fitted.");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_size_limit_that_cannot_be_met_is_refused(string format)
    {
        var problem = Assert.Throws<ImageProblemException>(() => Noisy().To(format, maxBytes: 500));

        Assert.Equal(("size-limit-not-met", 422), (problem.Code, problem.Status));
    }

    [Fact]
    public void A_photo_of_a_phone_is_upright_at_its_full_size()
    {
        var lying = DrawnPhoto.Of(Shape.Bottle, Ground.Plain, 1_200, 1_800).Vips(image =>
        {
            using var turned = image.Rot270().Mutate(fields => fields.Set(GValue.GIntType, "orientation", 6));
            return turned.JpegsaveBuffer();
        });

        var made = ImageDecoder.DecodeWhole(lying.To("png").Bytes!);

        Assert.Equal((1_200, 1_800), (made.Width, made.Height));
        Assert.True(made.Pixels[((((360 * 1_200) + 600) * 3) + 1)] < 90, "The neck of the bottle is on top.");
    }

    [Fact]
    public void A_picture_is_reduced_to_fit_and_never_enlarged()
    {
        var photo = DrawnPhoto.Of(Shape.Mug, Ground.Plain, 600, 400).Png;

        var (small, same) = (photo.To("png", width: 300, height: 300), photo.To("png", width: 4_000));

        Assert.Equal((300, 200, 600, 400), (small.Width, small.Height, same.Width, same.Height));
    }

    [Theory]
    [InlineData(2.0)]
    [InlineData(0.5)]
    public void Rescaling_shifts_nothing(double by)
    {
        var (size, dot) = (200, new byte[200 * 200 * 3]);
        for (var y = 60; y < 80; y++) for (var x = 120; x < 140; x++) dot.AsSpan(((y * size) + x) * 3, 3).Fill(255);

        var scaled = Rescaling.To(new(dot, size, size, 3), (int)(size * by), (int)(size * by));

        var (sum, cx, cy) = (0.0, 0.0, 0.0);
        for (var p = 0; p < scaled.Width * scaled.Height; p++)
        {
            var weight = (double)scaled.Pixels[p * 3];
            (sum, cx, cy) = (sum + weight, cx + (weight * ((p % scaled.Width) + 0.5)), cy + (weight * ((p / scaled.Width) + 0.5)));
        }
        Assert.Equal((130 * by, 70 * by), (Math.Round(cx / sum, 1), Math.Round(cy / sum, 1)));
    }

    [Fact]
    public void White_stays_exactly_white_in_a_JPEG_of_any_quality_that_is_used()
    {
        var white = new Raster([.. Enumerable.Repeat((byte)255, 64 * 64 * 3)], 64, 64, 3);

        var grey = Enumerable.Range(PictureEncoder.LowestQuality, 101 - PictureEncoder.LowestQuality)
            .Where(quality => ImageDecoder.DecodeWhole(PictureEncoder.Encode(white, new(OutputFormat.Jpeg, quality)).Bytes).Pixels.Any(value => value != 255));

        Assert.Empty(grey);
    }

    private static byte[] Noisy()
    {
        using var noise = Image.Gaussnoise(300, 300, sigma: 40, mean: 128, seed: 3);
        using var three = noise.Bandjoin(noise).Bandjoin(noise).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb).Gaussblur(0.8);
        return three.PngsaveBuffer();
    }

    private static string Latin(byte[] bytes) => System.Text.Encoding.Latin1.GetString(bytes);

    private static double MeanDifference(byte[] first, byte[] second) => first.Zip(second, (a, b) => Math.Abs(a - b)).Average();
}
