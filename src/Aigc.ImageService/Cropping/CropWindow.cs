using Aigc.Contracts.Images;

namespace Aigc.ImageService.Cropping;

/// <summary>The part of a picture that a crop takes. It may reach beyond the picture: what is missing there is filled in.</summary>
/// <param name="Left">In pixels of the source; negative where it reaches beyond.</param>
internal sealed record CropWindow(double Left, double Top, double Width, double Height)
{
    public bool IsWithin(int width, int height) => Left >= 0 && Top >= 0 && Left + Width <= width && Top + Height <= height;

    /// <summary>
    /// The largest window of the ratio within the picture that holds the subject and its margin, as centred on the subject as it can be.
    /// Where the picture has no such window, the smallest window that holds both, centred, reaching beyond the picture.
    /// </summary>
    /// <param name="margin">Space around the subject, as a share of its longer side; it gives way at the picture's edges.</param>
    public static CropWindow Of(int width, int height, PixelBox subject, double ratio, double margin)
    {
        var space = Math.Max(subject.Right - subject.Left, subject.Bottom - subject.Top) * margin;
        var (left, top) = (Math.Max(Math.Min(0, subject.Left), subject.Left - space), Math.Max(Math.Min(0, subject.Top), subject.Top - space));
        var (right, bottom) = (Math.Min(Math.Max(width, subject.Right), subject.Right + space), Math.Min(Math.Max(height, subject.Bottom), subject.Bottom + space));
        var largest = Math.Min(width, height * ratio);
        var needed = Math.Max(right - left, (bottom - top) * ratio);
        var w = needed <= largest ? largest : needed;
        var h = w / ratio;
        return new(Along(left, right, w, width), Along(top, bottom, h, height), w, h);
    }

    // Centred on what must be in, then moved into the picture as far as that allows.
    private static double Along(double from, double to, double length, int side)
    {
        var start = ((from + to) / 2) - (length / 2);
        if (length >= side) return Math.Clamp(start, side - length, 0);
        return Math.Clamp(start, 0, side - length);
    }
}
