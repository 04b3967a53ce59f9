using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Tests.Vision;

/// <summary>A black product on light ground, and below it a fade down to the lower border of the photo that was cut out with it.</summary>
public sealed class BorderShadowTests
{
    private const int Foot = 110;
    private const int Rows = PatchedPhoto.Side - Foot;
    private static readonly Patch Product = new(40, 40, 80, Foot, new(15, 15, 15));

    [Fact]
    public void Shadow_that_fades_towards_the_border_is_no_product()
    {
        var left = Left(row => Grey(15 + (12 * row)));

        Assert.False(left[At(PatchedPhoto.Side - 1)]);
        Assert.False(left[At(Foot + 2)]);
    }

    [Fact]
    public void The_product_above_it_stays() => Assert.True(Left(row => Grey(15 + (12 * row)))[At(Foot - 1)]);

    [Fact]
    public void A_product_that_the_border_cuts_off_stays() => Assert.True(Left(_ => Grey(15))[At(PatchedPhoto.Side - 1)]);

    [Fact]
    public void A_little_light_on_a_product_is_no_fade() => Assert.True(Left(row => Grey(15 + (2 * row)))[At(PatchedPhoto.Side - 1)]);

    [Fact]
    public void A_light_sole_begins_with_an_edge_and_stays() => Assert.True(Left(row => Grey(110 + (3 * row)))[At(PatchedPhoto.Side - 1)]);

    [Fact]
    public void A_fade_into_another_colour_than_the_grounds_is_part_of_the_product() => Assert.True(Left(row => new((byte)(15 + (20 * row)), 15, 15))[At(PatchedPhoto.Side - 1)]);

    private static Colour Grey(int level) => new((byte)level, (byte)level, (byte)level);

    /// <param name="below">Colour of each row below the product, from 1 on.</param>
    private static bool[] Left(Func<int, Colour> below)
    {
        var rows = Enumerable.Range(1, Rows).Select(row => Product with { Top = Foot + row - 1, Bottom = Foot + row, Colour = below(row) });
        return BorderShadow.CutAway(PatchedPhoto.Mask(Product with { Bottom = PatchedPhoto.Side }), PatchedPhoto.Of([Product, .. rows]));
    }

    private static int At(int y) => PatchedPhoto.At(60, y);
}
