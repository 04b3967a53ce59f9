using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Tests.Vision;

/// <summary>A red product on light ground, with a part at its foot that the colours took for product and the cut left out.</summary>
public sealed class DoubtedPartTests
{
    private static readonly Patch Product = new(30, 15, 70, 95, new(190, 30, 30));
    private static readonly Patch Foot = new(70, 75, 90, 95, new(60, 110, 60));
    private const double ShareOfFoot = 20 * 20 / (40.0 * 80);

    [Fact]
    public void A_part_of_its_own_colour_that_the_network_half_believes_in_is_doubted() => Assert.Equal(ShareOfFoot, Doubted(Foot, 0.3f), 3);

    [Fact]
    public void A_part_that_the_network_does_not_believe_in_is_none() => Assert.Equal(0, Doubted(Foot, 0.15f));

    [Fact]
    public void Of_a_part_that_it_believes_in_little_of_only_that_counts()
    {
        var corner = Foot with { Left = 84, Top = 80 };

        Assert.Equal(6 * 15 / (40.0 * 80), Doubted(Foot, p => corner.Covers(p) ? 1 : 0.03f), 3);
    }

    [Fact]
    public void A_strip_that_is_one_with_the_shadow_below_it_counts_by_itself()
    {
        var (strip, shadow) = (new Patch(30, 95, 70, 101, new(74, 70, 64)), new Patch(24, 101, 80, 112, new(150, 150, 150)));

        Assert.Equal(40 * 6 / (40.0 * 80), Doubted([shadow, strip], p => strip.Covers(p) ? 0.4f : 0.01f), 3);
    }

    [Fact]
    public void What_has_the_colour_of_the_ground_is_no_part() => Assert.Equal(0, Doubted(Foot with { Colour = new(214, 214, 214) }, 0.3f));

    [Fact]
    public void What_is_as_grey_as_a_shadow_is_a_part_only_where_it_half_believes_in_all_of_it()
    {
        var grey = Foot with { Colour = new(120, 120, 120) };

        Assert.Equal(ShareOfFoot, Doubted(grey, 0.21f), 3);
        Assert.Equal(0, Doubted(grey, HereAndThere), 0.001);
    }

    [Fact]
    public void Of_its_own_colour_it_is_one_where_it_half_believes_on_the_whole() => Assert.Equal(ShareOfFoot, Doubted(Foot, HereAndThere), 3);

    [Fact]
    public void What_was_cut_out_is_not_doubted() => Assert.Equal(0, Doubted(Foot, 0.3f, cutFoot: true));

    [Fact]
    public void Only_the_largest_of_several_parts_counts()
    {
        var hand = new Patch(10, 20, 30, 30, Foot.Colour);

        Assert.Equal(ShareOfFoot, Doubted([Foot, hand], _ => 0.3f), 3);
    }

    [Fact]
    public void A_part_is_told_from_the_hard_shadow_that_hangs_together_with_it()
    {
        const int Penumbra = 5;
        var shadow = Enumerable.Range(1, Penumbra).Select(i => (Inset: i, Grey: (byte)(215 - (30 * i)))).Select(ring => new Patch(85, 65 + ring.Inset, 119 - ring.Inset, 103 - ring.Inset, new(ring.Grey, ring.Grey, ring.Grey)));

        Assert.Equal(ShareOfFoot, Doubted([.. shadow, Foot], _ => 0.3f), 0.02);
    }

    private static float HereAndThere(int p) => p % 3 == 0 && p / PatchedPhoto.Side % 3 == 0 ? 1 : 0.12f;

    private static double Doubted(Patch part, float guess, bool cutFoot = false) => Doubted([part], _ => guess, cutFoot);

    private static double Doubted(Patch part, Func<int, float> guess) => Doubted([part], guess);

    // What colours and network took is the product and its parts; the cut is the product.
    private static double Doubted(Patch[] parts, Func<int, float> guess, bool cutParts = false)
    {
        var (seen, product) = (PatchedPhoto.Mask([Product, .. parts]), PatchedPhoto.Mask(Product));
        return DoubtedPart.LargestShare(cutParts ? seen : product, seen, [.. product.Select((set, p) => set ? 1 : guess(p))], PatchedPhoto.Of([Product, .. parts]));
    }
}
