using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Tests.Vision;

/// <summary>The outline of a cut, at the middle of its right side, beside a dark product that ends there or does not.</summary>
public sealed class OutlineSupportTests
{
    private const int Right = 70;
    private static readonly Patch Cut = new(30, 30, Right, 90, new(70, 70, 70));

    [Fact]
    public void Where_the_product_ends_the_photo_has_a_step()
    {
        var at = At(Cut, Cut);

        Assert.InRange(at!.Value.Step, 50, 60);
        Assert.False(Cut.Covers(at.Value.Outside));
    }

    [Fact]
    public void Where_its_colour_goes_on_outside_there_is_none() => Assert.InRange(At(Cut, Cut with { Right = 90 })!.Value.Step, 0, 0.1f);

    [Fact]
    public void Where_it_ends_two_pixels_beside_the_cut_that_is_the_blur_of_an_edge() => Assert.InRange(At(Cut, Cut with { Right = Right + 2 })!.Value.Step, 50, 60);

    [Fact]
    public void A_strap_of_three_pixels_has_a_step_at_its_side()
    {
        var strap = Cut with { Left = Right - 3 };

        Assert.InRange(At(strap, strap)!.Value.Step, 50, 60);
    }

    [Fact]
    public void A_gap_of_two_pixels_is_not_looked_over()
    {
        var beyond = Cut with { Left = Right + 2, Right = Right + 20 };

        Assert.InRange(At(Right - 1, [Cut, beyond], [Cut, beyond])!.Value.Step, 50, 60);
    }

    [Fact]
    public void The_border_of_the_picture_is_no_outline_to_judge() => Assert.Null(At(Cut with { Right = PatchedPhoto.Side - 1 }, Cut, PatchedPhoto.Side - 2));

    private static (float Step, int Outside)? At(Patch cut, Patch seen, int x = Right - 1) => At(x, [cut], [seen]);

    private static (float Step, int Outside)? At(int x, Patch[] cut, Patch[] seen)
    {
        var mask = PatchedPhoto.Mask(cut);
        var support = new OutlineSupport(mask, PatchedPhoto.Of(seen));
        var p = (60 * PatchedPhoto.Side) + x;
        Assert.True(support.IsOutline(p));
        return support.At(p);
    }
}
