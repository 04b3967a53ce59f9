using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Tests.Vision;

/// <summary>A product in the middle of even ground, and something beside it.</summary>
public sealed class PastedMarksTests
{
    private const int Ground = 215;
    private static readonly Colour Red = new(205, 24, 28);
    private static readonly Colour White = new(250, 250, 250);
    private static readonly Patch Product = new(40, 36, 96, 96, new(60, 92, 70));
    private static readonly Patch Badge = new(8, 8, 26, 24, Red);

    [Fact]
    public void A_badge_in_the_corner_is_found_with_its_share_of_the_picture() => Assert.Equal(18 * 16.0 / (120 * 120), Find(Product, Badge)!.Share, 0.004);

    [Fact]
    public void What_is_written_on_it_is_part_of_it() => Assert.Equal(Find(Product, Badge)!.Share, Find(Product, Badge, new(12, 13, 22, 18, White))!.Share);

    [Fact]
    public void Several_are_found_together() => Assert.Equal(2 * Find(Product, Badge)!.Share, Find(Product, Badge, new(94, 8, 112, 24, new(20, 70, 160)))!.Share, 0.004);

    [Fact]
    public void Painted_over_it_leaves_the_ground_and_everything_else_as_it_is()
    {
        var (with, without) = (PatchedPhoto.Taken(Product, Badge), PatchedPhoto.Taken(Product));

        Assert.Equal(without.Rgb, PastedMarks.In(with, PatchedPhoto.Of(Product, Badge))!.PaintedOver(with.Rgb));
    }

    [Fact]
    public void In_its_place_the_ground_goes_on_as_it_does_beside_it()
    {
        Patch[] photo = [.. LighterToTheRight, Product], marked = [.. photo, new(50, 8, 70, 24, Red)];
        var (with, without) = (PatchedPhoto.Taken(marked), PatchedPhoto.Taken(photo));

        var painted = PastedMarks.In(with, PatchedPhoto.Of(marked))!.PaintedOver(with.Rgb);

        Assert.All(Enumerable.Range(0, painted.Length), i => Assert.InRange(painted[i] - without.Rgb[i], -2, 2));
    }

    [Theory]
    [InlineData(-80, 26, 40)]
    [InlineData(30, 15, 30)]
    public void It_may_lie_in_a_shadow_that_reaches_the_product_or_in_a_glow_that_the_fit_does_not_follow(int levels, int pixels, int even) =>
        Assert.Equal(Find(Product, Badge)!.Share, Find([.. Lit(levels, pixels, even), Product, Badge])?.Share ?? 0, 0.004);

    [Fact]
    public void A_part_that_light_falls_on_is_none() => Assert.Null(Find([Product, .. Shaded(8, 8, 26, 24)]));

    [Fact]
    public void A_part_that_throws_a_shadow_is_none() => Assert.Null(Find([Product, .. Shadow(Badge), Badge]));

    [Fact]
    public void A_patch_on_the_product_is_none() => Assert.Null(Find(new Patch(2, 2, 96, 96, new(60, 92, 70)), new(14, 14, 32, 30, Red)));

    [Fact]
    public void Nor_on_a_product_that_is_as_grey_as_a_shadow() => Assert.Null(Find(new Patch(2, 2, 96, 96, new(120, 120, 120)), new(14, 14, 32, 30, Red)));

    [Fact]
    public void Nor_on_one_as_light_as_the_ground_within_its_outline() =>
        Assert.Null(Find(new Patch(1, 1, 96, 96, new(170, 170, 170)), new(4, 4, 93, 93, new(Ground, Ground, Ground)), new(14, 14, 32, 30, Red)));

    [Fact]
    public void A_thing_further_in_than_badges_are_is_none() => Assert.Null(Find(new Patch(60, 30, 110, 100, new(60, 92, 70)), new(20, 50, 38, 66, Red)));

    [Fact]
    public void A_second_product_is_none() => Assert.Null(Find(Product, new(4, 30, 26, 90, Red)));

    [Fact]
    public void A_black_thing_may_be_one_that_got_no_light() => Assert.Null(Find(Product, Badge with { Colour = new(12, 12, 14) }));

    [Fact]
    public void A_grey_one_that_hardly_stands_out_is_none() => Assert.Null(Find(Product, Badge with { Colour = new(190, 190, 190) }));

    [Fact]
    public void A_wire_is_none() => Assert.Null(Find(Product, new(4, 8, 90, 11, Red)));

    [Fact]
    public void A_corner_of_a_frame_is_none() => Assert.Null(Find(Product, new(2, 2, 98, 8, Red), new(2, 8, 8, 98, Red)));

    [Fact]
    public void A_speck_is_none() => Assert.Null(Find(Product, new(8, 8, 14, 14, Red)));

    [Fact]
    public void What_has_a_soft_edge_is_none() => Assert.Null(Find([Product, .. Blurred(Badge with { Colour = new(222, 158, 158) })]));

    [Fact]
    public void What_the_network_sees_to_be_part_of_the_product_is_none()
    {
        // Its stem has the colour of the ground.
        var guess = GuessOf(Product, Badge, new Patch(14, 24, 20, 40, Red), new(20, 36, 44, 42, Red));

        Assert.Null(Find(Product, Badge)!.NotOfProduct(guess));
    }

    [Fact]
    public void What_the_network_takes_for_a_product_of_its_own_is_one_all_the_same()
    {
        var marks = Find(Product, Badge)!;

        Assert.Equal((marks.Share, marks.Share), (marks.NotOfProduct(GuessOf(Product, Badge))!.Share, marks.NotOfProduct(GuessOf(Product))!.Share));
    }

    private static PastedMarks? Find(params Patch[] patches) => PastedMarks.In(PatchedPhoto.Taken(patches), PatchedPhoto.Of(patches));

    private static float[] GuessOf(params Patch[] product) => [.. PatchedPhoto.Mask(product).Select(set => set ? 0.9f : 0.02f)];

    // From line to line by more than noise.
    private static IEnumerable<Patch> Shaded(int left, int top, int right, int bottom) =>
        Enumerable.Range(top, bottom - top).Select(y => new Patch(left, y, right, y + 1, new((byte)(90 + ((y - top) * 9)), (byte)(10 + ((y - top) * 4)), 30)));

    // Lighter and lighter away from it.
    private static IEnumerable<Patch> Shadow(Patch thing) => Enumerable.Range(0, 12).Reverse().Select(i =>
    {
        var dark = (byte)(Ground - 30 + (i * 2));
        return new Patch(thing.Left - i, thing.Top - Math.Min(i, 7), thing.Right + i, thing.Bottom + i, new(dark, dark, dark));
    });

    // Outside of it ten pixels from its own colour to the ground's.
    private static IEnumerable<Patch> Blurred(Patch thing) => Enumerable.Range(0, 11).Reverse().Select(i =>
    {
        byte Mixed(byte own) => (byte)(own + ((Ground - own) * i / 10));
        return new Patch(thing.Left - i, thing.Top - i, thing.Right + i, thing.Bottom + i, new(Mixed(thing.Colour.R), Mixed(thing.Colour.G), Mixed(thing.Colour.B)));
    });

    private static IEnumerable<Patch> LighterToTheRight => Enumerable.Range(0, PatchedPhoto.Side).Select(x => new Patch(x, 0, x + 1, PatchedPhoto.Side, Grey(170 + (x / 2))));

    // Little by little towards the corner, and even where the badge is.
    private static IEnumerable<Patch> Lit(int levels, int pixels, int even) => Enumerable.Range(1, pixels).Select(i => new Patch(0, 0, even + pixels - i, even + pixels - i, Grey(Ground + (levels * i / pixels))));

    private static Colour Grey(int level) => new((byte)level, (byte)level, (byte)level);
}
