using SkiaSharp;

namespace Aigc.ImageService.Provenance;

/// <summary>
/// The few letters that labels need, as strokes of our own: a service without fonts can draw them, and each is exactly as high as the rule
/// says. Units: the height of a letter is 1, y points down. Capitals only, since no letter may be lower than the rule.
/// </summary>
internal static class LabelGlyphs
{
    /// <summary>Width of the strokes.</summary>
    public const float Stroke = 0.11f;
    private const float Gap = 0.22f;

    private static readonly Dictionary<char, (float Width, string Strokes)> Glyphs = new()
    {
        ['A'] = (0.74f, "M0,1 L.37,0 L.74,1 M.13,.66 L.61,.66"),
        ['D'] = (0.64f, "M0,0 L0,1 L.24,1 C.78,1 .78,0 .24,0 Z"),
        ['E'] = (0.54f, "M.54,0 L0,0 L0,1 L.54,1 M0,.48 L.46,.48"),
        ['G'] = (0.7f, "M.66,.2 C.58,.06 .48,0 .37,0 C.12,0 0,.22 0,.5 C0,.78 .12,1 .37,1 C.56,1 .68,.9 .7,.76 L.7,.54 L.42,.54"),
        ['I'] = (0.0f, "M0,0 L0,1"),
        ['N'] = (0.62f, "M0,1 L0,0 L.62,1 L.62,0"),
        ['R'] = (0.6f, "M0,1 L0,0 L.32,0 C.66,0 .66,.53 .32,.53 L0,.53 M.32,.53 L.6,1"),
        ['T'] = (0.66f, "M0,0 L.66,0 M.33,0 L.33,1"),
        [' '] = (0.2f, ""),
        ['生'] = (0.94f, "M.26,.05 C.22,.22 .14,.34 .03,.45 M.2,.27 L.9,.27 M.14,.61 L.84,.61 M.52,0 L.52,1 M0,1 L.94,1"),
        ['成'] = (0.96f, "M.12,.22 L.94,.22 M.12,.22 L.12,.5 C.12,.74 .09,.88 0,1 M.12,.48 L.4,.48 C.4,.66 .38,.78 .34,.86 L.24,.8 M.54,0 C.55,.42 .66,.78 .88,1 L.95,.8 M.86,.38 C.78,.62 .62,.84 .4,.98 M.7,.03 L.82,.13"),
    };

    public static bool CanDraw(string text) => text.Length > 0 && text.All(Glyphs.ContainsKey);

    /// <summary>The strokes of a line of text, and its width in letter heights.</summary>
    public static (SKPath Strokes, float Width) Line(string text)
    {
        using var builder = new SKPathBuilder();
        var x = 0f;
        foreach (var letter in text)
        {
            var (width, strokes) = Glyphs[letter];
            using (var glyph = SKPath.ParseSvgPathData(strokes))
                if (glyph is not null) builder.AddPath(glyph, x, 0);
            x += width + Gap;
        }
        return (builder.Detach(), x - Gap);
    }
}
