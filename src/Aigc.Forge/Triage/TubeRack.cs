using Aigc.Forge.Drawing;
using SkiaSharp;

namespace Aigc.Forge.Triage;

/// <summary>
/// A rack of thin tubes under a bare lamp. Beside each tube lies a shadow as thin and as sharp, and often as dark: which is which, a cut cannot tell.
/// </summary>
internal sealed class TubeRack
{
    private readonly List<(SKPoint From, SKPoint To, float Width)> _tubes = [];
    private readonly SKPoint _centre;

    /// <param name="reach">Half the height of the rack.</param>
    public TubeRack(Dice dice, int side, SKPoint centre, float reach)
    {
        _centre = centre;
        var (width, lean, upright) = (side * dice.Between(0.012f, 0.022f), dice.Between(-0.5f, 0.5f), dice.Between(2, 4));
        for (var i = 0; i < upright; i++)
        {
            var (at, own) = (centre.X + ((i - ((upright - 1) / 2f)) * reach * dice.Between(0.5f, 0.8f)), (lean + dice.Between(-0.25f, 0.25f)) * reach);
            _tubes.Add((new(at - own, centre.Y - reach), new(at + own, centre.Y + reach), width * dice.Between(0.8f, 1.2f)));
        }
        var height = centre.Y + (reach * dice.Between(-0.2f, 0.3f));
        _tubes.Add((new(centre.X - reach, height), new(centre.X + reach, height), width));
    }

    public void Paint(SKCanvas canvas, Dice dice, int side, SKColor ground)
    {
        var (angle, distance, dark) = (dice.Between(0.2f, 1.2f), side * dice.Between(0.03f, 0.07f), dice.Between(0.2f, 0.5f));
        using var blur = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, side * dice.Between(0.0015f, 0.004f));
        using var shadow = Stroke(new((byte)(ground.Red * dark), (byte)(ground.Green * dark), (byte)(ground.Blue * dark)), blur);
        canvas.Save();
        canvas.Translate(distance * MathF.Cos(angle), distance * MathF.Sin(angle));
        canvas.RotateDegrees(dice.Between(-6f, 6f), _centre.X, _centre.Y);
        Draw(canvas, shadow);
        canvas.Restore();
        using var tubes = Stroke(dice.Colour(60, 200), null);
        Draw(canvas, tubes);
    }

    private static SKPaint Stroke(SKColor colour, SKMaskFilter? blur) => new() { IsAntialias = true, IsStroke = true, StrokeCap = SKStrokeCap.Round, Color = colour, MaskFilter = blur };

    private void Draw(SKCanvas canvas, SKPaint paint)
    {
        foreach (var (from, to, width) in _tubes)
        {
            paint.StrokeWidth = width;
            canvas.DrawLine(from, to, paint);
        }
    }
}
