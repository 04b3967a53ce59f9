using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Tests.Vision;

/// <summary>What the colours took for product and the network did not: of a hundred pixels, thirty lie at the ground and thirty at the product.</summary>
public sealed class DroppedPartTests
{
    [Fact]
    public void What_ends_as_hard_as_the_outline_is_product() => Assert.True(Part(toGround: 40, toProduct: 42, held: false).IsProduct);

    [Fact]
    public void What_fades_into_the_ground_and_ends_hard_at_the_product_is_its_shadow() => Assert.False(Part(toGround: 10, toProduct: 50, held: false).IsProduct);

    [Fact]
    public void A_strip_of_shadow_along_a_soft_outline_is_no_product_though_both_its_edges_are_alike() => Assert.False(Part(toGround: 8, toProduct: 10, held: false).IsProduct);

    [Fact]
    public void Below_the_product_the_network_is_believed_where_it_is_sure_of_a_shadow()
    {
        Assert.True(Part(toGround: 20, toProduct: 22, held: false, guess: 0.3f).IsProduct);
        Assert.False(Part(toGround: 20, toProduct: 22, held: false, guess: 0.05f).IsProduct);
    }

    [Fact]
    public void What_has_product_below_it_and_ends_hard_is_product_though_a_seam_inside_is_harder()
    {
        Assert.True(Part(toGround: 29, toProduct: 55, held: true).IsProduct);
        Assert.False(Part(toGround: 29, toProduct: 55, held: false).IsProduct);
    }

    [Fact]
    public void A_glow_of_the_grounds_colour_above_the_product_is_none_of_it() => Assert.False(Part(toGround: 29, toProduct: 55, held: true, clear: false).IsProduct);

    [Fact]
    public void The_blur_of_an_outline_is_no_part_unless_the_network_half_believes_in_it()
    {
        Assert.False(Part(toGround: 40, toProduct: 42, held: true, inside: 0).IsProduct);
        Assert.True(Part(toGround: 40, toProduct: 42, held: true, inside: 0, guess: 0.4f).IsProduct);
    }

    [Fact]
    public void No_edge_makes_product_of_what_the_network_rules_out_over_half_of_it()
    {
        Assert.True(Part(toGround: 40, toProduct: 42, held: true, guess: 0.06f).IsProduct);
        Assert.False(Part(toGround: 40, toProduct: 42, held: true, guess: 0.04f).IsProduct);
    }

    [Fact]
    public void What_the_product_encloses_is_left_to_be_judged_as_a_hole() => Assert.False(Part(toGround: 0, toProduct: 60, held: true).IsProduct);

    [Fact]
    public void What_looks_like_a_shadow_has_to_end_harder()
    {
        Assert.True(Part(toGround: 28, toProduct: 40, held: true, clear: false).IsProduct);
        Assert.False(Part(toGround: 28, toProduct: 40, held: true, clear: false, shadowLike: true).IsProduct);
    }

    [Fact]
    public void What_the_product_touches_by_chance_is_none_of_it() => Assert.False(Part(toGround: 40, toProduct: 42, held: true, contact: 3).IsProduct);

    private static DroppedPart Part(float toGround, float toProduct, bool held, float guess = 0.2f, bool clear = true, int inside = 40, bool shadowLike = false, int contact = 30)
    {
        var part = new DroppedPart();
        for (var i = 0; i < 30; i++) part.Add(toGround, 0, guess, held, clear, shadowLike);
        for (var i = 0; i < contact; i++) part.Add(0, toProduct, guess, held, clear, shadowLike);
        for (var i = 0; i < inside; i++) part.Add(0, 0, guess, held, clear, shadowLike);
        return part;
    }
}
