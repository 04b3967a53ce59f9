using System.Numerics;

namespace Aigc.ImageService.Vision;

/// <summary>
/// Looks for writing beside the subject: a shop's name, a price, a watermark that runs across the picture. Letters are small marks of like height
/// that stand in a row, level or slanted. What is written on the product itself is the product's.
/// </summary>
internal sealed class TextMarks
{
    private const int LeastHeight = 4;
    private const double MostHeight = 0.15;
    private const int MostLetters = 20;
    private const double MostSoft = 0.6;

    // Rows are looked for from each mark to each other, and noise is full of marks.
    private const int MostMarks = 400;

    // In heights of a letter: how far one is from the next at most, and from the line that they stand on.
    private const double MostGap = 2.5;
    private const double OffLine = 0.7;

    // Degrees. Letters on a slant are told by their middles alone: those that touch are told on a level line only.
    private static readonly int[] Slants = [-45, -30, -20, 20, 30, 45];

    private readonly bool[] _own;
    private readonly int _width;

    private TextMarks(bool[] own, int width) => (_own, _width) = (own, width);

    /// <returns>Marks in the longest row; letters of one word are five and more.</returns>
    public static int Count(Trimap trimap, bool[] subject)
    {
        var (width, height) = (trimap.Width, trimap.Height);
        // A label that looks like the ground is a hole in the cut; its writing is the product's all the same.
        var own = Morphology.Dilate(Components.FillHoles(subject, width, height, _ => true), width, height, 4);
        var found = Components.Of([.. trimap.Ground.Distance.Select((distance, p) => distance > trimap.Ground.Clear && !own[p])], width, height);
        // A soft shadow is as wide and low as a word; writing has edges.
        var (soft, numbers) = (found.Share(trimap.IsShadowLike), found.Numbers());
        var letters = found.All.Select((mark, number) => (Letter: new Letter(mark), Number: number))
            .Where(one => soft[one.Number] < MostSoft && IsLetterLike(one.Letter, height) && (one.Letter.Count == 1 || Strokes(one.Letter, one.Number, numbers, width) * 2 >= one.Letter.Count));
        return new TextMarks(own, width).LongestRow([.. letters.Take(MostMarks).Select(one => one.Letter)]);
    }

    // Letters that touch come as one wide mark, which a stroke of the pen fills loosely; a pole or a strap fills its box.
    private static bool IsLetterLike(Letter mark, int pictureHeight)
    {
        var (w, h) = (mark.Width, mark.Height);
        if (h < LeastHeight || h > pictureHeight * MostHeight || mark.Mark.Area < 6 || w > h * MostLetters) return false;
        return w <= h * 2 || mark.Mark.Area < 0.65 * w * h;
    }

    // The most that a line along the middle of a mark crosses: a wedge of shadow is one however wide.
    private static int Strokes(Letter letter, int number, int[] numbers, int width)
    {
        var (box, most) = (letter.Mark.Box, 0);
        foreach (var y in (ReadOnlySpan<int>)[box.Top + (letter.Height / 3), box.Top + (letter.Height / 2), box.Top + (letter.Height * 2 / 3)])
        {
            var strokes = 0;
            for (var p = (y * width) + box.Left; p < (y * width) + box.Right; p++) if (numbers[p] == number && (p % width == 0 || numbers[p - 1] != number)) strokes++;
            most = Math.Max(most, strokes);
        }
        return most;
    }

    private int LongestRow(List<Letter> letters)
    {
        var single = letters.FindAll(letter => letter.Count == 1);
        return Slants.Select(degrees => LongestRow(single, float.DegreesToRadians(degrees))).Append(LongestRow(letters, 0)).Max();
    }

    private int LongestRow(List<Letter> letters, float slant)
    {
        var level = Matrix3x2.CreateRotation(-slant);
        var line = letters.Select(letter => (Letter: letter, At: Vector2.Transform(letter.Middle, level))).OrderBy(one => one.At.X).ToList();
        return Enumerable.Range(0, line.Count).Select(first => RowFrom(first, line)).DefaultIfEmpty().Max();
    }

    // From mark to mark to the right, as long as the next one is near and stands on the same line.
    private int RowFrom(int first, List<(Letter Letter, Vector2 At)> line)
    {
        var (start, last) = (line[first], line[first].Letter);
        var row = last.Count;
        foreach (var (next, at) in line.Skip(first + 1))
        {
            if (!next.IsLike(start.Letter) || MathF.Abs(at.Y - start.At.Y) > OffLine * MathF.Max(next.Height, start.Letter.Height) || Gap(last, next) > MostGap * start.Letter.Height) continue;
            row += next.Count;
            last = next;
        }
        return row;
    }

    // Between their edges. A watermark goes on over the product, where its letters are not seen.
    private float Gap(Letter from, Letter to)
    {
        var (way, hidden) = (to.Middle - from.Middle, 0);
        var steps = (int)way.Length();
        for (var i = 1; i < steps; i++)
        {
            var at = from.Middle + (way * i / steps);
            if (_own[((int)at.Y * _width) + (int)at.X]) hidden++;
        }
        return way.Length() - hidden - ((from.Width + to.Width) / 2f);
    }

    /// <summary>A mark that may be a letter, or some that touch.</summary>
    private readonly record struct Letter(Component Mark)
    {
        public int Width => Mark.Box.Right - Mark.Box.Left;

        public int Height => Mark.Box.Bottom - Mark.Box.Top;

        public int Count => Math.Max(1, (int)Math.Round((double)Width / Height));

        public Vector2 Middle => new((Mark.Box.Left + Mark.Box.Right) / 2f, (Mark.Box.Top + Mark.Box.Bottom) / 2f);

        public bool IsLike(Letter other) => (double)Height / other.Height is > 0.3 and < 3.3;
    }
}
