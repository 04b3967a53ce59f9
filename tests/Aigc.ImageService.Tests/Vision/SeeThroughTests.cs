using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Tests.Vision;

/// <summary>A dark product on even ground with one gap in the cut: what of it is hole, and what is panel.</summary>
public sealed class SeeThroughTests
{
    private const int Side = 120;
    private const int Ground = 200;

    [Fact]
    public void Ground_that_shows_through_is_a_hole_even_where_the_colours_alone_closed_it() => Assert.True(StaysOpen(gap: Ground, guess: 0.01f, byColour: true));

    [Fact]
    public void A_gap_of_the_grounds_colour_that_both_cuts_leave_out_is_a_hole() => Assert.True(StaysOpen(gap: Ground, guess: 0.2f, byColour: false));

    [Fact]
    public void A_highlight_of_the_grounds_colour_that_only_an_unsure_network_leaves_out_is_product() => Assert.False(StaysOpen(gap: Ground, guess: 0.06f, byColour: true));

    [Fact]
    public void A_light_strip_that_both_cuts_leave_out_is_product_where_it_is_not_of_the_grounds_colour() => Assert.False(StaysOpen(gap: Ground - 18, guess: 0.2f, byColour: false));

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_shadow_in_a_gap_is_that_of_the_product_where_it_lies_beside_it_as_well(bool shadowOutside, bool open) =>
        Assert.Equal(open, StaysOpen(gap: Ground - 40, guess: 0.01f, byColour: true, shadowOutside));

    [Fact]
    public void A_gap_of_any_colour_is_a_hole_where_the_network_has_no_doubt_left() => Assert.True(StaysOpen(gap: Ground - 40, guess: 0.004f, byColour: true));

    private static bool StaysOpen(int gap, float guess, bool byColour, bool shadowOutside = false)
    {
        var (rgb, mask, colour, guesses) = (new byte[Side * Side * 3], new bool[Side * Side], new bool[Side * Side], new float[Side * Side]);
        for (var p = 0; p < mask.Length; p++)
        {
            var (x, y) = (p % Side, p / Side);
            var isGap = x is >= 50 and < 70 && y is >= 50 and < 70;
            var isProduct = x is >= 35 and < 85 && y is >= 30 and < 85 && !isGap;
            var isShadow = shadowOutside && x is >= 20 and < 100 && y is >= 85 and < 105;
            rgb.AsSpan(p * 3, 3).Fill((byte)(isProduct ? 40 : isGap ? gap : isShadow ? Ground - 45 : Ground));
            (mask[p], colour[p], guesses[p]) = (isProduct, isProduct || (isGap && byColour), isProduct ? 1 : isGap ? guess : 0);
        }
        var trimap = Trimap.Of(Lab.FromRgb(rgb), Side, Side);

        var closed = new SeeThrough(colour, guesses, trimap).CloseOthers(mask);

        Assert.Equal(mask[(40 * Side) + 60], closed[(40 * Side) + 60]);
        return !closed[(60 * Side) + 60];
    }
}
