using SkiaSharp;

namespace Aigc.Forge.Drawing;

/// <summary>Fills an outline as a product is: a gradient, textures, perhaps a label and a highlight.</summary>
internal static class ProductBody
{
    /// <param name="darkest">Range of the colours, 0 to 255.</param>
    public static void Paint(SKCanvas canvas, Dice dice, SKPath outline, int side, int darkest = 15, int lightest = 245)
    {
        var box = outline.Bounds;
        canvas.Save();
        canvas.ClipPath(outline, SKClipOperation.Intersect, antialias: true);
        using (var shader = SKShader.CreateLinearGradient(new(box.Left, box.Top), new(box.Right, dice.Chance(0.5f) ? box.Top : box.Bottom), [dice.Colour(darkest, lightest), dice.Colour(darkest, lightest), dice.Colour(darkest, lightest)], SKShaderTileMode.Clamp))
        using (var paint = new SKPaint { Shader = shader }) canvas.DrawRect(box, paint);
        for (var i = dice.Between(1, 4); i > 0; i--) Textures.Any(canvas, dice, box, side);
        if (dice.Chance(0.5f)) Label(canvas, dice, box, side);
        if (dice.Chance(0.5f)) Highlight(canvas, dice, box, side);
        canvas.Restore();
    }

    private static void Label(SKCanvas canvas, Dice dice, SKRect box, int side)
    {
        var label = new SKRect(box.Left + (box.Width * 0.2f), box.Top + (box.Height * 0.4f), box.Left + (box.Width * 0.8f), box.Top + (box.Height * 0.75f));
        using var paper = new SKPaint { IsAntialias = true, Color = dice.Colour() };
        canvas.DrawRoundRect(label, side * 0.02f, side * 0.02f, paper);
        Lettering.Draw(canvas, dice, label, side);
    }

    private static void Highlight(SKCanvas canvas, Dice dice, SKRect box, int side)
    {
        using var light = new SKPaint { IsAntialias = true, Color = SKColors.White.WithAlpha((byte)dice.Between(50, 170)), MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, side * 0.01f) };
        canvas.DrawOval(box.Left + (box.Width * dice.Between(0.2f, 0.5f)), box.Top + (box.Height * 0.3f), box.Width * 0.07f, box.Height * 0.2f, light);
    }
}
