using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using SkiaSharp;

namespace Aigc.ImageService.Provenance;

/// <summary>Draws the label that people see: white letters on a dark plate in a corner, readable on any picture.</summary>
internal static class VisibleLabel
{
    private const float Padding = 0.45f;
    private const float Margin = 0.4f;
    private static readonly SKColor Plate = new(0, 0, 0, 176);

    /// <param name="heightShare">Height of the letters as a share of the shortest side; GB 45438 asks for 0.05 at least.</param>
    /// <exception cref="ImageProblemException"><c>request-invalid</c> 400 for a text that cannot be drawn.</exception>
    public static Raster Draw(Raster picture, string text, Corner corner, double heightShare)
    {
        if (!LabelGlyphs.CanDraw(text)) throw new ImageProblemException("request-invalid", $"The label '{text}' has letters that are not at hand.", 400);
        using var plate = Rendered(text, HeightOf(picture, heightShare));
        var area = AreaOf(picture, text, corner, heightShare);
        return Over(picture, plate, area.Left, area.Top);
    }

    /// <summary>Where <see cref="Draw"/> puts it.</summary>
    public static PixelBox AreaOf(Raster picture, string text, Corner corner, double heightShare)
    {
        var height = HeightOf(picture, heightShare);
        var (width, tall) = SizeOf(text, height);
        var margin = (int)(height * Margin);
        var left = Math.Max(0, corner is Corner.TopLeft or Corner.BottomLeft ? margin : picture.Width - margin - width);
        var top = Math.Max(0, corner is Corner.TopLeft or Corner.TopRight ? margin : picture.Height - margin - tall);
        return new(left, top, Math.Min(picture.Width, left + width), Math.Min(picture.Height, top + tall));
    }

    // Whole pixels, rounded up, so that the letters are never lower than the rule.
    private static int HeightOf(Raster picture, double heightShare) => Math.Max(6, (int)Math.Ceiling(Math.Min(picture.Width, picture.Height) * heightShare));

    private static (int Width, int Height) SizeOf(string text, int height)
    {
        var (strokes, width) = LabelGlyphs.Line(text);
        strokes.Dispose();
        return ((int)MathF.Ceiling((width * ScaleOf(height)) + (height * LabelGlyphs.Stroke) + (2 * height * Padding)), (int)MathF.Ceiling(height + (2 * height * Padding)));
    }

    // The letters' outline, not the middle of their strokes, is as high as asked.
    private static float ScaleOf(int height) => height * (1 - LabelGlyphs.Stroke);

    private static SKBitmap Rendered(string text, int height)
    {
        var (strokes, _) = LabelGlyphs.Line(text);
        using var line = strokes;
        var (scale, padding, size) = (ScaleOf(height), height * Padding, SizeOf(text, height));
        var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        using var canvas = new SKCanvas(bitmap);
        using (var ground = new SKPaint { Color = Plate, IsAntialias = true }) canvas.DrawRoundRect(SKRect.Create(bitmap.Width, bitmap.Height), padding / 2, padding / 2, ground);
        using var pen = new SKPaint { Color = SKColors.White, IsAntialias = true, IsStroke = true, StrokeWidth = LabelGlyphs.Stroke, StrokeCap = SKStrokeCap.Round, StrokeJoin = SKStrokeJoin.Round };
        var inset = MathF.Round(padding) + (height * LabelGlyphs.Stroke / 2);
        canvas.Translate(inset, inset);
        canvas.Scale(scale);
        pen.StrokeWidth = LabelGlyphs.Stroke * height / scale;
        canvas.DrawPath(line, pen);
        return bitmap;
    }

    // Done here and not by Skia, which cannot draw on straight alpha.
    private static Raster Over(Raster picture, SKBitmap plate, int left, int top)
    {
        var pixels = picture.Pixels.AsSpan().ToArray();
        var label = plate.GetPixelSpan();
        for (var y = 0; y < Math.Min(plate.Height, picture.Height - top); y++)
            for (var x = 0; x < Math.Min(plate.Width, picture.Width - left); x++)
            {
                var from = label.Slice((y * plate.RowBytes) + (x * 4), 4);
                var at = (((top + y) * picture.Width) + left + x) * picture.Bands;
                Blend(pixels.AsSpan(at, picture.Bands), from);
            }
        return picture with { Pixels = pixels };
    }

    // Premultiplied over straight.
    private static void Blend(Span<byte> below, ReadOnlySpan<byte> above)
    {
        var cover = above[3] / 255.0;
        var ground = below.Length == 4 ? below[3] / 255.0 : 1;
        var all = cover + (ground * (1 - cover));
        if (all <= 0) return;
        for (var c = 0; c < 3; c++) below[c] = (byte)Math.Clamp(Math.Round((above[c] + (below[c] * ground * (1 - cover))) / all), 0, 255);
        if (below.Length == 4) below[3] = (byte)Math.Round(all * 255);
    }
}
