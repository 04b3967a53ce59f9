using Aigc.ImageService.Decoding;
using NetVips;

namespace Aigc.ImageService.Tests.Converting;

public sealed class ColourTests
{
    [Theory]
    [InlineData("png")]
    [InlineData("jpeg")]
    [InlineData("webp")]
    [InlineData("avif")]
    public void A_Display_P3_photo_becomes_sRGB(string format)
    {
        using var p3 = Constant(184, 56, 41).IccTransform("p3", inputProfile: "p3", embedded: false);
        using var wide = Constant(184, 56, 41).Mutate(fields => fields.Set(GValue.BlobType, "icc-profile-data", (byte[])p3.Get("icc-profile-data")));

        Near([200, 40, 29], Encode(wide, format), 3);
    }

    [Fact]
    public void An_Adobe_RGB_photo_becomes_sRGB()
    {
        using var wide = WithProfile(Constant(150, 120, 60), IccProfile.AdobeLike());

        Near(AdobeToSrgb(150, 120, 60), wide.PngsaveBuffer(), 2);
    }

    [Fact]
    public void Sixteen_bits_in_a_wide_profile_with_alpha_keep_colour_and_alpha()
    {
        using var eight = WithProfile(Constant(150, 120, 60), IccProfile.AdobeLike());
        using var sixteen = (eight * 257).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Rgb16).Bandjoin(128 * 257);

        var raster = ImageDecoder.DecodeWhole(sixteen.PngsaveBuffer(bitdepth: 16));

        Assert.Equal(4, raster.Bands);
        var expected = AdobeToSrgb(150, 120, 60);
        for (var c = 0; c < 3; c++) Assert.InRange(raster.Pixels[c], expected[c] - 2, expected[c] + 2);
        Assert.Equal(128, raster.Pixels[3]);
    }

    [Fact]
    public void A_CMYK_photo_goes_through_its_profile()
    {
        using var grey = Constant(127, 127, 127);
        using var cmyk = grey.IccTransform("cmyk", inputProfile: "srgb");

        var pixel = ImageDecoder.DecodeWhole(cmyk.JpegsaveBuffer(q: 98)).Pixels.AsSpan(0, 3).ToArray();

        // The printable range is smaller; the naive formula would give about 103.
        Assert.All(pixel, value => Assert.InRange(value, 110, 130));
    }

    [Fact]
    public void A_grey_photo_has_three_equal_bands()
    {
        using var grey = Constant(90, 90, 90).Colourspace(Enums.Interpretation.Bw);

        Near([90, 90, 90], grey.PngsaveBuffer(), 1);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(40_000)]
    public void A_broken_profile_leaves_the_numbers_as_they_are(int length)
    {
        var garbage = Enumerable.Range(0, length).Select(i => (byte)(i * 31)).ToArray();
        using var broken = WithProfile(Constant(184, 56, 41), garbage);

        Near([184, 56, 41], broken.PngsaveBuffer(), 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Both_ways_of_decoding_see_the_same_colours(bool alpha)
    {
        using var wide = WithProfile(Constant(150, 120, 60), IccProfile.AdobeLike());
        using var image = alpha ? wide.Bandjoin(255) : wide.Copy();
        var png = image.PngsaveBuffer();

        Assert.Equal(ImageDecoder.Decode(png).Rgb, ImageDecoder.DecodeWhole(png).Opaque(255, 255, 255).Pixels);
    }

    private static void Near(int[] expected, byte[] file, int by)
    {
        var seen = ImageDecoder.Decode(file).Rgb.AsSpan(0, 3).ToArray();
        Assert.True(expected.Zip(seen).All(pair => Math.Abs(pair.First - pair.Second) <= by), $"Expected {string.Join(',', expected)}, got {string.Join(',', seen)}.");
    }

    private static byte[] Encode(Image image, string format) => format switch
    {
        "png" => image.PngsaveBuffer(),
        "jpeg" => image.JpegsaveBuffer(q: 98),
        "webp" => image.WebpsaveBuffer(q: 98),
        _ => image.HeifsaveBuffer(q: 95, compression: Enums.ForeignHeifCompression.Av1, effort: 1),
    };

    private static Image WithProfile(Image image, byte[] profile)
    {
        using (image) return image.Mutate(fields => fields.Set(GValue.BlobType, "icc-profile-data", profile));
    }

    private static Image Constant(int red, int green, int blue)
    {
        using var black = Image.Black(64, 64, bands: 3);
        using var image = black + new double[] { red, green, blue };
        return image.Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
    }

    // By the two standards' own matrices, both with white D65.
    private static int[] AdobeToSrgb(int red, int green, int blue)
    {
        double[] linear = [.. new[] { red, green, blue }.Select(value => Math.Pow(value / 255.0, 2.19921875))];
        var x = (0.5767309 * linear[0]) + (0.1855540 * linear[1]) + (0.1881852 * linear[2]);
        var y = (0.2973769 * linear[0]) + (0.6273491 * linear[1]) + (0.0752741 * linear[2]);
        var z = (0.0270343 * linear[0]) + (0.0706872 * linear[1]) + (0.9911085 * linear[2]);
        double[] srgb = [(3.2404542 * x) - (1.5371385 * y) - (0.4985314 * z), (-0.9692660 * x) + (1.8760108 * y) + (0.0415560 * z), (0.0556434 * x) - (0.2040259 * y) + (1.0572252 * z)];
        return [.. srgb.Select(value => (int)Math.Round(255 * (value <= 0.0031308 ? 12.92 * value : (1.055 * Math.Pow(value, 1 / 2.4)) - 0.055)))];
    }
}
