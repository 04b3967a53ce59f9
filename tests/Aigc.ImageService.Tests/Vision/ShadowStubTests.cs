using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Tests.Vision;

/// <summary>A red product on light ground with a shadow that falls to the right of its foot; the cut took the product and the first of the shadow.</summary>
public sealed class ShadowStubTests
{
    private static readonly Colour Shade = new(70, 70, 70);
    private static readonly Patch Product = new(30, 15, 70, 95, new(190, 30, 30));
    private static readonly Patch Shadow = new(70, 86, 108, 95, Shade);
    private static readonly Patch Stub = Shadow with { Right = 80 };

    [Fact]
    public void Shadow_that_the_cut_ends_in_the_middle_of_is_no_product()
    {
        var left = Left([Shadow, Product], Stub);

        Assert.False(left[PatchedPhoto.At(75, 90)]);
        Assert.True(left[PatchedPhoto.At(68, 90)]);
    }

    [Fact]
    public void A_part_that_ends_where_its_colour_ends_is_product_however_like_a_shadow() => Assert.True(Left([Stub, Product], Stub)[PatchedPhoto.At(75, 90)]);

    [Fact]
    public void A_part_that_ends_in_a_lighter_shadow_than_itself_is_product() => Assert.True(Left([Shadow with { Colour = new(130, 130, 130) }, Product, Stub], Stub)[PatchedPhoto.At(79, 90)]);

    [Fact]
    public void The_blurred_sides_of_a_stub_go_with_it()
    {
        var blurred = Shadow with { Top = 85, Bottom = 96, Colour = new(140, 140, 140) };

        Assert.False(Left([blurred, Shadow, Product], blurred with { Right = 80 })[PatchedPhoto.At(75, 85)]);
    }

    [Fact]
    public void A_part_of_another_colour_than_the_ground_in_a_shadow_is_product() => Assert.True(Left([Shadow with { Colour = new(30, 70, 150) }, Product], Stub)[PatchedPhoto.At(75, 90)]);

    [Fact]
    public void What_does_not_stick_out_of_the_product_is_part_of_it()
    {
        var panel = new Patch(40, 91, 56, 95, Shade);

        Assert.True(Left([panel with { Bottom = 104 }, Product, panel])[PatchedPhoto.At(48, 93)]);
    }

    [Fact]
    public void Where_the_product_goes_over_into_the_shadow_nothing_tells_where_it_ends()
    {
        const int Steps = 38;
        var foot = Enumerable.Range(0, Steps).Select(i => new Patch(60 + i, 86, 61 + i, 95, new((byte)(190 - (3 * i)), (byte)(30 + i), (byte)(30 + i))));

        Assert.True(Left([Shadow with { Left = 98, Right = 114 }, Product, .. foot], new Patch(70, 86, 104, 95, Shade))[PatchedPhoto.At(101, 90)]);
    }

    [Fact]
    public void In_a_black_shadow_nothing_is_seen_of_a_product_that_may_lie_in_it() => Assert.True(Left([Shadow with { Colour = new(20, 20, 20) }, Product], Stub)[PatchedPhoto.At(75, 90)]);

    [Fact]
    public void Shadows_fall_down_and_what_has_product_below_it_is_none()
    {
        var (shadow, foot) = (new Patch(70, 50, 108, 59, Shade), new Patch(30, 80, 90, 95, Product.Colour));

        Assert.True(Left([shadow, Product, foot], shadow with { Right = 80 }, foot)[PatchedPhoto.At(75, 55)]);
    }

    [Fact]
    public void What_is_a_large_part_of_the_subject_is_no_stub()
    {
        var large = Shadow with { Top = 70 };

        Assert.True(Left([large, Product], large with { Right = 95 })[PatchedPhoto.At(75, 90)]);
    }

    // The cut is the product and what else is named.
    private static bool[] Left(Patch[] seen, params Patch[] cut) => new ShadowStub(PatchedPhoto.Mask([Product, .. cut]), PatchedPhoto.Of(seen)).CutAway();
}
