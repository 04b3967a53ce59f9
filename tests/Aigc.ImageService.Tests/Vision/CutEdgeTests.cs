using Aigc.ImageService.Decoding;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Tests.Vision;

/// <summary>Photos of 320 pixels, four for each of the mask.</summary>
public sealed class CutEdgeTests
{
    private const int Side = 320;
    private const int Times = 4;
    private const int Working = Side / Times;

    [Fact]
    public void An_edge_that_the_mask_misses_by_a_little_is_found()
    {
        var alpha = Drawn((x, _) => x < 161 ? 30 : 220, (x, _) => x < 160 / Times);

        Assert.All(Rows, y => Assert.True(alpha(160, y) > 0.5 && alpha(161, y) < 0.1));
    }

    [Fact]
    public void Where_the_product_is_as_grey_as_its_ground_its_texture_stays_whole()
    {
        var alpha = Drawn((x, y) => x < 160 && y / 2 % 2 == 0 ? 170 : x < 160 ? 90 : 130, (x, _) => x < 160 / Times);

        Assert.All(Rows, y => Assert.True(alpha(158, y) > 0.95 && alpha(161, y) < 0.05));
    }

    [Fact]
    public void An_outline_that_the_photo_does_not_show_has_no_steps()
    {
        double Line(double y) => 222 - (y / 3);

        var alpha = Drawn((_, _) => 130, (x, y) => (x + 0.5) * Times < Line((y + 0.5) * Times));

        Assert.All(Rows, y => Assert.InRange(Enumerable.Range(0, Side).Sum(x => alpha(x, y)) - Line(y + 0.5), -0.6, 0.6));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_line_of_one_pixel_keeps_its_middle(bool slants)
    {
        bool IsLine(int x, int y) => x == (slants ? y : Working / 2);

        var alpha = Drawn((_, _) => 130, IsLine);

        Assert.All(Enumerable.Range(2, Working - 4), y => Assert.InRange(alpha(((slants ? y : Working / 2) * Times) + (Times / 2), (y * Times) + (Times / 2)), 0.75, 1));
    }

    private static IEnumerable<int> Rows => Enumerable.Range(Side / 4, Side / 2);

    private static Func<int, int, float> Drawn(Func<int, int, int> grey, Func<int, int, bool> isCut)
    {
        var rgb = Enumerable.Range(0, Side * Side).SelectMany(p => Enumerable.Repeat((byte)grey(p % Side, p / Side), 3));
        var mask = Enumerable.Range(0, Working * Working).Select(p => isCut(p % Working, p / Working));
        var alpha = CutEdge.Draw(new Picture([.. rgb], Side, Side), [.. mask], Working, Working);
        return (x, y) => alpha[(y * Side) + x];
    }
}
