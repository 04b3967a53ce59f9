using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Tests.Vision;

/// <summary>A product of which parts were cut away as shadow.</summary>
public sealed class BelievedPartTests
{
    private static readonly Patch Product = new(40, 30, 80, 90, new(200, 20, 20));
    private static readonly Patch Cap = new(50, 20, 70, 30, new(20, 20, 20));
    private static readonly Patch Shadow = new(40, 90, 90, 96, new(60, 60, 60));
    private static readonly Patch Sole = new(40, 90, 60, 92, new(40, 40, 40));

    [Fact]
    public void What_the_network_is_sure_of_is_given_back_and_nothing_else() =>
        Assert.Equal(PatchedPhoto.Mask(Product, Cap), GivenBack(p => Shadow.Covers(p) ? 0.74f : 0.76f, Cap, Shadow));

    [Fact]
    public void A_sole_that_is_one_with_the_shadow_below_it_comes_back_without_it() =>
        Assert.Equal(PatchedPhoto.Mask(Product, Sole), GivenBack(p => Sole.Covers(p) ? 0.91f : 0.3f, Shadow));

    [Fact]
    public void There_it_has_to_be_surer() => Assert.Equal(PatchedPhoto.Mask(Product), GivenBack(p => Sole.Covers(p) ? 0.89f : 0.3f, Shadow));

    [Fact]
    public void A_few_pixels_are_chance()
    {
        var nub = Sole with { Right = 59 };

        Assert.Equal(PatchedPhoto.Mask(Product), GivenBack(p => nub.Covers(p) ? 0.95f : 0.3f, Shadow));
    }

    private static bool[] GivenBack(Func<int, float> guess, params Patch[] cutAway) => BelievedPart.GiveBack(
        PatchedPhoto.Mask(Product), PatchedPhoto.Mask([Product, .. cutAway]), [.. Enumerable.Range(0, PatchedPhoto.Side * PatchedPhoto.Side).Select(guess)], PatchedPhoto.Of([Product, .. cutAway]));
}
