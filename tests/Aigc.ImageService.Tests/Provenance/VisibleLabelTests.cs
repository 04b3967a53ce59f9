using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;

namespace Aigc.ImageService.Tests.Provenance;

public sealed class VisibleLabelTests
{
    public static TheoryData<string, int, int, byte> Pictures
    {
        get
        {
            var pictures = new TheoryData<string, int, int, byte>();
            foreach (var text in new[] { "AI生成", "AI GENERATED" })
                foreach (var (width, height) in new[] { (1000, 1000), (333, 900), (2000, 640), (160, 160) })
                    foreach (var ground in new byte[] { 0, 128, 255 }) pictures.Add(text, width, height, ground);
            return pictures;
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Every_letter_is_at_least_5_percent_of_the_shortest_side_high_measured_on_the_pixels(string text, int width, int height, byte ground)
    {
        var picture = Flat(width, height, ground);

        var (rows, columns) = LettersIn(VisibleLabel.Draw(picture, text, Corner.BottomRight, 0.05), picture);

        Assert.True(rows.Max() - rows.Min() + 1 >= 0.05 * Math.Min(width, height), $"{rows.Max() - rows.Min() + 1} pixels high.");
        Assert.All(Letters(columns), letter => Assert.InRange(letter.To - letter.From + 1, 1, width));
        Assert.True(rows.Min() > height * 0.75 && columns.Min() > width * 0.3 && columns.Max() < width, "It lies in the corner, within the picture.");
    }

    [Fact]
    public void A_label_below_5_percent_would_be_noticed()
    {
        var picture = Flat(1000, 1000, 200);

        var (rows, _) = LettersIn(VisibleLabel.Draw(picture, "AI生成", Corner.BottomRight, 0.03), picture);

        Assert.True(rows.Max() - rows.Min() + 1 < 50);
    }

    [Theory]
    [InlineData("AI生成", 4)]
    [InlineData("AI GENERATED", 11)]
    public void No_letter_is_lost(string text, int letters)
    {
        var picture = Flat(1000, 1000, 255);

        var (_, columns) = LettersIn(VisibleLabel.Draw(picture, text, Corner.TopLeft, 0.05), picture);

        Assert.Equal(letters, Letters(columns).Count);
    }

    [Theory]
    [InlineData(Corner.TopLeft, true, true)]
    [InlineData(Corner.TopRight, false, true)]
    [InlineData(Corner.BottomLeft, true, false)]
    [InlineData(Corner.BottomRight, false, false)]
    public void It_lies_in_the_corner_that_was_asked_for_and_changes_nothing_else(object corner, bool left, bool top)
    {
        var picture = Flat(400, 400, 90);

        var drawn = VisibleLabel.Draw(picture, "AI生成", (Corner)corner, 0.05);

        var changed = Enumerable.Range(0, 400 * 400).Where(p => drawn.Pixels[p * 3] != 90).ToList();
        Assert.All(changed, p => Assert.Equal((left, top), (p % 400 < 200, p / 400 < 200)));
        Assert.NotEmpty(changed);
    }

    [Fact]
    public void It_is_solid_on_a_transparent_picture_and_the_rest_stays_transparent()
    {
        var drawn = VisibleLabel.Draw(new(new byte[300 * 300 * 4], 300, 300, 4), "AI生成", Corner.BottomRight, 0.05);

        var alphas = Enumerable.Range(0, 300 * 300).Select(p => drawn.Pixels[(p * 4) + 3]).ToList();
        Assert.Equal(0, alphas[0]);
        Assert.Contains((byte)255, alphas);
        Assert.InRange(alphas.Count(alpha => alpha > 0), 300, 300 * 300 / 6);
    }

    [Theory]
    [InlineData("jpeg")]
    [InlineData("webp")]
    [InlineData("avif")]
    public void It_can_still_be_read_after_strong_compression(string format)
    {
        var picture = Flat(800, 800, 240);
        var drawn = VisibleLabel.Draw(picture, "AI生成", Corner.BottomRight, 0.05);

        var decoded = ImageDecoder.DecodeWhole(PictureEncoder.Encode(drawn, new(OutputFormats.Parse(format), 50)).Bytes);

        var (rows, _) = LettersIn(decoded, picture);
        Assert.InRange(rows.Max() - rows.Min() + 1, 39, 43);
    }

    [Fact]
    public void A_text_without_letters_at_hand_is_refused() =>
        Assert.Equal("request-invalid", Assert.Throws<ImageProblemException>(() => VisibleLabel.Draw(Flat(100, 100, 0), "KI erzeugt", Corner.TopLeft, 0.05)).Code);

    private static Raster Flat(int width, int height, byte grey) => new([.. Enumerable.Repeat(grey, width * height * 3)], width, height, 3);

    // White on the plate: nearly white pixels with something dark on the plate around them, found within the plate's bounds.
    private static (List<int> Rows, List<int> Columns) LettersIn(Raster drawn, Raster before)
    {
        var changed = Enumerable.Range(0, drawn.Width * drawn.Height).Where(p => Math.Abs(drawn.Pixels[p * 3] - before.Pixels[p * 3]) > 12).ToList();
        var (top, bottom, left, right) = (changed.Min(p => p / drawn.Width), changed.Max(p => p / drawn.Width), changed.Min(p => p % drawn.Width), changed.Max(p => p % drawn.Width));
        // On black the plate itself does not show; the letters do.
        var inset = before.Pixels[0] == 0 ? 0 : Math.Max(2, (bottom - top) / 10);
        var letters = Enumerable.Range(0, drawn.Width * drawn.Height)
            .Where(p => p / drawn.Width >= top + inset && p / drawn.Width <= bottom - inset && p % drawn.Width >= left + inset && p % drawn.Width <= right - inset && drawn.Pixels[p * 3] > 150)
            .ToList();
        return ([.. letters.Select(p => p / drawn.Width).Distinct().Order()], [.. letters.Select(p => p % drawn.Width).Distinct().Order()]);
    }

    private static List<(int From, int To)> Letters(List<int> columns)
    {
        var runs = new List<(int From, int To)>();
        foreach (var x in columns)
            if (runs.Count > 0 && runs[^1].To == x - 1) runs[^1] = (runs[^1].From, x);
            else runs.Add((x, x));
        return runs;
    }
}
