using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Cropping;

/// <param name="Width">Of the result, in pixels; ratio and size are met exactly.</param>
/// <param name="Margin">Space kept around the subject where the picture has it, as a share of its longer side.</param>
internal sealed record CropRequest(int Width, int Height, double Margin = CropRequest.UsualMargin)
{
    public const double UsualMargin = 0.06;
}

/// <param name="Window">What was taken, in pixels of the upright source; right and bottom exclusive, beyond the picture where it was filled in.</param>
/// <param name="Filled">Share of the result that the source did not have; 0: the ratio was met by cropping alone.</param>
/// <param name="Scale">Above 1: the result was enlarged.</param>
internal sealed record CroppedPicture(Raster Picture, PixelBox Window, double Filled, double Scale);

/// <summary>Crops to an exact ratio and size and never cuts the subject; where the picture is too narrow for that it is continued with its own ground.</summary>
internal static class SubjectCropper
{
    private const int MaxSide = 8_192;

    /// <param name="subject">Where the subject is; empty boxes count as the middle of the picture.</param>
    /// <exception cref="ImageProblemException"><c>request-invalid</c> 400.</exception>
    public static CroppedPicture Crop(Raster picture, PixelBox subject, CropRequest request)
    {
        if (request.Width is < 1 or > MaxSide || request.Height is < 1 or > MaxSide) throw new ImageProblemException("request-invalid", $"Sizes are 1 to {MaxSide} pixels.", 400);
        if (request.Margin is not (>= 0 and <= 1)) throw new ImageProblemException("request-invalid", "The margin is 0 to 1.", 400);
        var inside = Inside(subject, picture);
        var window = CropWindow.Of(picture.Width, picture.Height, inside, (double)request.Width / request.Height, request.Margin);
        var taken = Whole(window);
        var scale = (double)request.Width / (taken.Right - taken.Left);
        PixelBox there = new(Math.Max(0, taken.Left), Math.Max(0, taken.Top), Math.Min(picture.Width, taken.Right), Math.Min(picture.Height, taken.Bottom));
        var (made, filled) = scale < 1 && there != taken ? ReducedThenFilled(picture, taken, there, inside, request) : FilledThenScaled(picture, taken, inside, request);
        return new(made, taken, filled, scale);
    }

    private static (Raster Made, double Filled) FilledThenScaled(Raster picture, PixelBox window, PixelBox subject, CropRequest request)
    {
        var (part, filled) = GroundFill.Take(picture, window, subject);
        return (Rescaling.To(part, request.Width, request.Height), filled);
    }

    // A long, thin picture needs a window a thousand times its size: what there is of it is reduced first, and the ground around it is made at
    // the size of the result.
    private static (Raster Made, double Filled) ReducedThenFilled(Raster picture, PixelBox window, PixelBox there, PixelBox subject, CropRequest request)
    {
        var part = GroundFill.Take(picture, there, subject).Part;
        var (across, down) = ((double)request.Width / (window.Right - window.Left), (double)request.Height / (window.Bottom - window.Top));
        var reduced = Rescaling.To(part, Side(part.Width, across), Side(part.Height, down));
        var (left, top) = ((int)Math.Round((there.Left - window.Left) * across), (int)Math.Round((there.Top - window.Top) * down));
        PixelBox small = new((int)((subject.Left - there.Left) * across), (int)((subject.Top - there.Top) * down), (int)Math.Ceiling((subject.Right - there.Left) * across), (int)Math.Ceiling((subject.Bottom - there.Top) * down));
        return GroundFill.Take(reduced, new(-left, -top, request.Width - left, request.Height - top), small);
    }

    private static int Side(int length, double scale) => Math.Clamp((int)Math.Round(length * scale), 1, length);

    private static PixelBox Inside(PixelBox subject, Raster picture)
    {
        PixelBox box = new(Math.Clamp(subject.Left, 0, picture.Width), Math.Clamp(subject.Top, 0, picture.Height), Math.Clamp(subject.Right, 0, picture.Width), Math.Clamp(subject.Bottom, 0, picture.Height));
        if (box.Right > box.Left && box.Bottom > box.Top) return box;
        var (x, y) = (picture.Width / 2, picture.Height / 2);
        return new(x, y, Math.Min(x + 1, picture.Width), Math.Min(y + 1, picture.Height));
    }

    // Rounded outwards where it holds the subject, so that no row of it is lost.
    private static PixelBox Whole(CropWindow window)
    {
        var (left, top) = ((int)Math.Floor(window.Left + 1e-6), (int)Math.Floor(window.Top + 1e-6));
        return new(left, top, (int)Math.Ceiling(window.Left + window.Width - 1e-6), (int)Math.Ceiling(window.Top + window.Height - 1e-6));
    }
}
