namespace Aigc.ImageService.Vision;

/// <summary>
/// Looks for writing beside the subject: a shop's name, a watermark, a price. Letters are small marks of like height that stand in a row.
/// What is written on the product itself is the product's.
/// </summary>
internal static class TextMarks
{
    private const int LeastHeight = 4;
    private const double MostHeight = 0.15;
    private const int MostLetters = 20;
    private const double MostSoft = 0.6;

    /// <returns>Marks in the longest row; letters of one word are five and more.</returns>
    public static int Count(Trimap trimap, bool[] subject)
    {
        var (width, height) = (trimap.Width, trimap.Height);
        // A label that looks like the ground is a hole in the cut; its writing is the product's all the same.
        var own = Morphology.Dilate(Components.FillHoles(subject, width, height, _ => true), width, height, 4);
        var found = Components.Of([.. trimap.Ground.Distance.Select((distance, p) => distance > trimap.Ground.Clear && !own[p])], width, height);
        // A soft shadow is as wide and low as a word; writing has edges.
        var soft = found.Share(trimap.IsShadowLike);
        var marks = found.All.Where((mark, number) => soft[number] < MostSoft && IsLetterLike(mark, height)).ToList();
        return marks.Count == 0 ? 0 : marks.Max(mark => RowOf(mark, marks));
    }

    // Letters that touch come as one wide mark, which a stroke of the pen fills loosely; a pole or a strap fills its box.
    private static bool IsLetterLike(Component mark, int pictureHeight)
    {
        var (w, h) = (WidthOf(mark), HeightOf(mark));
        if (h < LeastHeight || h > pictureHeight * MostHeight || mark.Area < 6 || w > h * MostLetters) return false;
        return w <= h * 2 || mark.Area < 0.65 * w * h;
    }

    // From mark to mark to the right, as long as the next one is near and stands on the same line.
    private static int RowOf(Component first, List<Component> marks)
    {
        var (row, last) = (Letters(first), first);
        foreach (var next in marks.OrderBy(mark => mark.Box.Left))
        {
            if (next == last || next.Box.Left <= last.Box.Left || next.Box.Left - last.Box.Right > HeightOf(first) * 2.5 || !OnOneLine(first, next)) continue;
            row += Letters(next);
            last = next;
        }
        return row;
    }

    private static int Letters(Component mark) => Math.Max(1, (int)Math.Round((double)WidthOf(mark) / HeightOf(mark)));

    private static bool OnOneLine(Component a, Component b)
    {
        var apart = Math.Abs(((a.Box.Top + a.Box.Bottom) / 2.0) - ((b.Box.Top + b.Box.Bottom) / 2.0));
        return apart < 0.7 * Math.Max(HeightOf(a), HeightOf(b)) && (double)HeightOf(a) / HeightOf(b) is > 0.3 and < 3.3;
    }

    private static int WidthOf(Component mark) => mark.Box.Right - mark.Box.Left;

    private static int HeightOf(Component mark) => mark.Box.Bottom - mark.Box.Top;
}
