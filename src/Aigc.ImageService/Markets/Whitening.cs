using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Fidelity;
using Aigc.ImageService.Rendering;
using Aigc.ImageService.Triage;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Markets;

/// <param name="IsCut">The product was cut out; false: its ground was brought to white.</param>
/// <param name="Moved">Where the picture's pixels went: what is cut out may be smaller.</param>
internal sealed record WhitenedPicture(Raster Picture, bool IsCut, Placement Moved)
{
    /// <summary>A soft shadow is still there.</summary>
    public bool IsShadowed { get; init; }
}

/// <summary>Makes the ground of a picture exactly white.</summary>
internal static class Whitening
{
    private const int NearWhite = 225;
    private const int Neutral = 16;
    private const double NearlyAll = 0.97;
    private const int DarkestShadow = 150;
    private const int ShadowSlope = 5;

    // Share of the picture: less are the traces of compression.
    private const double SeenShadow = 0.002;
    private static readonly byte[] Spread = [.. Enumerable.Range(0, 256).Select(v => (byte)Math.Clamp(DarkestShadow + ((v - DarkestShadow) * (255 - DarkestShadow) / (NearWhite - DarkestShadow)), v, 255))];

    private static readonly byte[] White = [.. Enumerable.Repeat((byte)255, 256)];

    // A cut-out of more pixels would be slow; what a market shows is smaller.
    private const int CutSide = 2_000;

    /// <summary>A ground that is nearly white is brought to white from the border inwards; any other is cut away, if the product can be told from it.</summary>
    /// <param name="network">Steers the cut; null: colours alone do.</param>
    /// <exception cref="ImageProblemException"><c>subject-not-separable</c>, <c>product-cropped</c> 422.</exception>
    public static WhitenedPicture Apply(Raster picture, CutoutNetwork? network = null)
    {
        var opaque = picture.Opaque(255, 255, 255);
        return BorderIsNearlyWhite(opaque) ? Flooded(opaque, Spread) : CutOut(opaque, network);
    }

    /// <summary>The same, and no shadow of the product stays: it is cut out of it, or where that cannot be done what is soft and pale becomes white.</summary>
    /// <exception cref="ImageProblemException"><c>subject-not-separable</c>, <c>product-cropped</c> 422.</exception>
    public static WhitenedPicture WithoutShadow(Raster picture, CutoutNetwork? network = null)
    {
        var opaque = picture.Opaque(255, 255, 255);
        try
        {
            return CutOut(opaque, network);
        }
        catch (ImageProblemException) when (BorderIsNearlyWhite(opaque))
        {
            return Flooded(opaque, White);
        }
    }

    // Soft shadows on the way keep their form and end in white without a step, where the levels spread them from the darkest up to white.
    private static WhitenedPicture Flooded(Raster picture, byte[] levels)
    {
        var (pixels, width, height) = (picture.Pixels.AsSpan().ToArray(), picture.Width, picture.Height);
        var (seen, grey) = (new bool[width * height], 0);
        var open = new Stack<int>();
        for (var x = 0; x < width; x++) { Visit(x); Visit(((height - 1) * width) + x); }
        for (var y = 0; y < height; y++) { Visit(y * width); Visit((y * width) + width - 1); }
        while (open.TryPop(out var p))
        {
            for (var i = p * 3; i < (p + 1) * 3; i++) pixels[i] = levels[pixels[i]];
            if (pixels[(p * 3) + 1] < 255) grey++;
            var x = p % width;
            if (x > 0) Visit(p - 1);
            if (x < width - 1) Visit(p + 1);
            if (p >= width) Visit(p - width);
            if (p < (height - 1) * width) Visit(p + width);
        }
        return new(picture with { Pixels = pixels }, false, Placement.Unmoved) { IsShadowed = grey > seen.Length * SeenShadow };

        void Visit(int p)
        {
            if (seen[p] || !(IsNearlyWhite(picture.Pixels, p * 3) || IsSoftShadow(picture, p))) return;
            seen[p] = true;
            open.Push(p);
        }
    }

    private static WhitenedPicture CutOut(Raster picture, CutoutNetwork? network)
    {
        var small = Rescaling.Within(picture, CutSide, CutSide);
        var photo = new Picture(small.Pixels, small.Width, small.Height);
        var cutout = SubjectFinder.Find(photo, network);
        var verdict = TriageJudge.Judge(photo, cutout, Thresholds.Shipped);
        if (verdict.Reasons.FirstOrDefault(reason => reason.Severity == TriageOutcome.Reject && reason.Code != "cropped") is { } reason)
            throw new ImageProblemException("subject-not-separable", $"The product cannot be told from its ground: {reason.Code}.", 422);
        if (cutout.Measures.TouchesBorder) throw new ImageProblemException("product-cropped", "The product runs out of the picture; what is missing cannot be made up.", 422);
        var rgba = new byte[photo.Pixels * 4];
        for (var p = 0; p < photo.Pixels; p++)
        {
            photo.Rgb.AsSpan(p * 3, 3).CopyTo(rgba.AsSpan(p * 4));
            rgba[(p * 4) + 3] = (byte)MathF.Round(cutout.Alpha[p] * 255);
        }
        EdgeColours.Decontaminate(rgba, photo.Width, photo.Height);
        return new(new Raster(rgba, photo.Width, photo.Height, 4).Opaque(255, 255, 255), true, new((double)photo.Width / picture.Width, 0, 0));
    }

    private static bool BorderIsNearlyWhite(Raster picture)
    {
        var (near, all) = (0, 0);
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < picture.Width; x += y is 0 || y == picture.Height - 1 ? 1 : Math.Max(1, picture.Width - 1))
            {
                all++;
                if (IsNearlyWhite(picture.Pixels, ((y * picture.Width) + x) * 3)) near++;
            }
        return near >= all * NearlyAll;
    }

    private static bool IsNearlyWhite(byte[] pixels, int i) => IsPale(pixels, i, NearWhite);

    private static bool IsSoftShadow(Raster picture, int p)
    {
        if (!IsPale(picture.Pixels, p * 3, DarkestShadow)) return false;
        var (x, y) = (p % picture.Width, p / picture.Width);
        return Math.Abs(Green(x + 2, y) - Green(x - 2, y)) <= ShadowSlope && Math.Abs(Green(x, y + 2) - Green(x, y - 2)) <= ShadowSlope;
        int Green(int u, int v) => picture.Pixels[(((Math.Clamp(v, 0, picture.Height - 1) * picture.Width) + Math.Clamp(u, 0, picture.Width - 1)) * 3) + 1];
    }

    private static bool IsPale(byte[] pixels, int i, int atLeast)
    {
        var (r, g, b) = (pixels[i], pixels[i + 1], pixels[i + 2]);
        var (least, most) = (Math.Min(r, Math.Min(g, b)), Math.Max(r, Math.Max(g, b)));
        return least >= atLeast && most - least <= Neutral;
    }
}
