using System.Text;
using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Tests.Drawing;
using Aigc.ImageService.Tests.Pipeline;
using NetVips;

namespace Aigc.ImageService.Tests.Decoding;

public sealed class ImageDecoderTests
{
    private static readonly DrawnPhoto Mug = DrawnPhoto.Of(Shape.Mug, Ground.Plain);

    public static TheoryData<string, string, int> Hostile => new()
    {
        { "empty", "decode-failed", 422 },
        { "a bomb of 30000 x 30000", "image-too-large", 413 },
        { "over 20 MiB", "image-too-large", 413 },
        { "a truncated PNG", "decode-failed", 422 },
        { "a truncated JPEG", "decode-failed", 422 },
        { "a PNG signature and noise", "decode-failed", 422 },
        { "text called PNG", "unsupported-format", 415 },
        { "SVG", "unsupported-format", 415 },
        { "animated GIF", "unsupported-format", 415 },
        { "animated WebP", "unsupported-format", 415 },
        { "animated PNG", "unsupported-format", 415 },
        { "a line of 70000 pixels", "image-too-large", 413 },
        { "TIFF", "unsupported-format", 415 },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_file_comes_to_its_problem_and_to_no_picture(string what, string code, int status)
    {
        var problem = Assert.Throws<ImageProblemException>(() => ImageDecoder.Decode(Bytes(what)));

        Assert.Equal((code, status), (problem.Code, problem.Status));
    }

    [Fact]
    public void A_PNG_that_calls_itself_animated_and_has_one_frame_is_a_picture() => Assert.Equal(640, ImageDecoder.Decode(Animated(Mug.Png, frames: 1)).Width);

    [Theory]
    [InlineData("16-bit PNG")]
    [InlineData("grey JPEG")]
    [InlineData("grey PNG with alpha")]
    [InlineData("CMYK JPEG")]
    [InlineData("WebP")]
    [InlineData("palette PNG")]
    public void Every_encoding_of_a_photo_becomes_the_same_8_bit_picture(string encoding)
    {
        var (x, y) = (300, 500);
        var expected = encoding.StartsWith("grey", StringComparison.Ordinal) ? Mug.Changed(image => image.Colourspace(Enums.Interpretation.Bw)) : Mug.Png;

        var picture = ImageDecoder.Decode(Encoded(encoding));

        Assert.Equal((640, 640, 640 * 640 * 3), (picture.Width, picture.Height, picture.Rgb.Length));
        var (want, got) = (ImageDecoder.Decode(expected).Rgb.AsSpan(((y * 640) + x) * 3, 3).ToArray(), picture.Rgb.AsSpan(((y * 640) + x) * 3, 3).ToArray());
        Assert.All(want.Zip(got), pair => Assert.InRange(pair.Second, pair.First - 14, pair.First + 14));
    }

    [Fact]
    public void A_photo_is_turned_upright_as_its_camera_says()
    {
        var lying = DrawnPhoto.Of(Shape.Bottle, Ground.Plain, 400, 600).Vips(image =>
        {
            using var turned = image.Rot270().Mutate(fields => fields.Set(GValue.GIntType, "orientation", 6));
            return turned.JpegsaveBuffer();
        });

        var picture = ImageDecoder.Decode(lying);

        Assert.Equal(new PhotoSize(400, 600), ImageDecoder.SizeOf(lying));
        Assert.Equal((400, 600), (picture.Width, picture.Height));
        Assert.InRange(picture.Rgb[((80 * 400) + 200) * 3], 185, 215);
        Assert.InRange(picture.Rgb[((120 * 400) + 200) * 3], 160, 195);
        Assert.True(picture.Rgb[(((120 * 400) + 200) * 3) + 1] < 90, "The neck of the bottle is on top.");
    }

    [Fact]
    public void A_transparent_photo_lies_on_white()
    {
        var cut = Mug.Changed(image => image.Bandjoin(0));

        Assert.All(ImageDecoder.Decode(cut).Rgb, value => Assert.Equal(255, value));
    }

    [Fact]
    public void A_large_photo_is_reduced_to_the_working_size()
    {
        var large = Mug.Changed(image => image.Resize(5));

        Assert.Equal((2048, 2048), (ImageDecoder.Decode(large).Width, ImageDecoder.Decode(large).Height));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(20_000, 20)]
    [InlineData(3, 900)]
    [InlineData(7, 7)]
    public void A_picture_of_odd_size_is_judged_too_small_and_breaks_nothing(int width, int height)
    {
        using var image = Image.Black(width, height, bands: 3);

        var verdict = PipelineDriver.Screened(image.PngsaveBuffer());

        Assert.Equal(TriageOutcome.Reject, verdict.Outcome);
        Assert.Contains(verdict.Reasons, reason => reason.Code == "too-small");
    }

    private static byte[] Bytes(string what) => what switch
    {
        "empty" => [],
        "a bomb of 30000 x 30000" => Bomb(),
        "over 20 MiB" => [.. Mug.Png, .. new byte[ImageDecoder.MaxBytes]],
        "a truncated PNG" => Mug.Png[..(Mug.Png.Length / 2)],
        "a truncated JPEG" => Mug.Jpeg()[..4_000],
        "a PNG signature and noise" => [.. Mug.Png[..8], .. Enumerable.Range(0, 500).Select(i => (byte)(i * 37))],
        "text called PNG" => "photo.png"u8.ToArray(),
        "SVG" => Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='file:///etc/passwd'/></svg>"),
        "animated GIF" => Mug.Vips(image => Frames(image).GifsaveBuffer()),
        "animated WebP" => Mug.Vips(image => Frames(image).WebpsaveBuffer()),
        "TIFF" => Mug.Vips(image => image.TiffsaveBuffer()),
        "animated PNG" => Animated(Mug.Png, frames: 2),
        "a line of 70000 pixels" => Line(70_000),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };

    private static byte[] Encoded(string encoding) => Mug.Vips(image => encoding switch
    {
        "16-bit PNG" => image.Colourspace(Enums.Interpretation.Rgb16).PngsaveBuffer(bitdepth: 16),
        "grey JPEG" => image.Colourspace(Enums.Interpretation.Bw).JpegsaveBuffer(q: 95),
        "grey PNG with alpha" => image.Colourspace(Enums.Interpretation.Bw).Bandjoin(255).PngsaveBuffer(),
        "CMYK JPEG" => image.Colourspace(Enums.Interpretation.Cmyk).JpegsaveBuffer(q: 95),
        "WebP" => image.WebpsaveBuffer(q: 95),
        "palette PNG" => image.PngsaveBuffer(palette: true),
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, null),
    });

    // 900 million pixels in about 100 kB.
    private static byte[] Bomb()
    {
        using var black = Image.Black(30_000, 30_000);
        return black.PngsaveBuffer(compression: 9, bitdepth: 1);
    }

    private static byte[] Line(int pixels)
    {
        using var line = Image.Black(pixels, 1);
        return line.PngsaveBuffer();
    }

    // The control chunk that makes a PNG an APNG stands behind the header, before the pixels of its first frame.
    private static byte[] Animated(byte[] png, byte frames)
    {
        const int BehindHeader = 8 + 25;
        byte[] control = [0, 0, 0, 8, .. "acTL"u8, 0, 0, 0, frames, 0, 0, 0, 0];
        return [.. png[..BehindHeader], .. control, .. Crc(control[4..]), .. png[BehindHeader..]];
    }

    private static byte[] Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }
        crc = ~crc;
        return [(byte)(crc >> 24), (byte)(crc >> 16), (byte)(crc >> 8), (byte)crc];
    }

    private static Image Frames(Image image)
    {
        var (first, second) = (image.Resize(0.1), image.Resize(0.1).Invert());
        return first.Join(second, Enums.Direction.Vertical).Mutate(fields =>
        {
            fields.Set(GValue.GIntType, "page-height", first.Height);
            fields.Set(GValue.ArrayIntType, "delay", new[] { 100, 100 });
        });
    }
}
