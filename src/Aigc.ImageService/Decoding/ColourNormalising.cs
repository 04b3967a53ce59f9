using NetVips;

namespace Aigc.ImageService.Decoding;

/// <summary>
/// Brings every encoding of colour to 8-bit sRGB with three bands and, where there was one, an alpha band: embedded profiles (Display P3,
/// Adobe RGB, CMYK, grey) are applied, 16 bits are reduced, grey is spread. A profile that cannot be used is left aside.
/// </summary>
internal static class ColourNormalising
{
    private const string Profile = "icc-profile-data";
    private const int MaxProfile = 4 * 1024 * 1024;

    public static Image ToSrgb(Image image)
    {
        if (!image.HasAlpha()) return Colours(image);
        // The alpha goes its own way: colour transforms pass extra bands on without scaling them.
        using var colours = image.ExtractBand(0, n: image.Bands - 1);
        using var alpha = image.ExtractBand(image.Bands - 1);
        using var srgb = Colours(colours);
        using var eight = ToEightBits(alpha);
        return srgb.Bandjoin(eight);
    }

    private static Image Colours(Image image)
    {
        if (image.Contains(Profile) && NeedsProfile(image))
        {
            try
            {
                return image.IccTransform("srgb", embedded: true, inputProfile: Fallback(image), intent: Enums.Intent.Relative, blackPointCompensation: true, depth: 8);
            }
            catch (VipsException)
            {
                // The transform is set up, and fails, before any pixel: without its profile the picture is what its numbers say.
            }
        }
        return Plain(image);
    }

    private static Image Plain(Image image)
    {
        using var srgb = image.Interpretation == Enums.Interpretation.Srgb ? image.Copy() : image.Colourspace(Enums.Interpretation.Srgb);
        using var three = srgb.Bands == 3 ? srgb.Copy() : srgb.ExtractBand(0, n: 3);
        return three.Cast(Enums.BandFormat.Uchar);
    }

    private static Image ToEightBits(Image alpha)
    {
        if (alpha.Format != Enums.BandFormat.Ushort) return alpha.Cast(Enums.BandFormat.Uchar);
        using var scaled = alpha * (1 / 257.0);
        using var rounded = scaled.Rint();
        return rounded.Cast(Enums.BandFormat.Uchar);
    }

    // Most photos say that they are sRGB: applying that would only cost time and a rounding.
    private static bool NeedsProfile(Image image)
    {
        var profile = (byte[])image.Get(Profile);
        if (profile.Length is < 132 or > MaxProfile) return false;
        return profile.AsSpan().IndexOf("sRGB IEC61966-2"u8) < 0 && profile.AsSpan().IndexOf("s\0R\0G\0B\0 \0I\0E\0C"u8) < 0 && profile.AsSpan().IndexOf("\0s\0R\0G\0B\0 \0I\0E\0C"u8) < 0;
    }

    private static string Fallback(Image image) => image.Interpretation == Enums.Interpretation.Cmyk ? "cmyk" : "srgb";
}
