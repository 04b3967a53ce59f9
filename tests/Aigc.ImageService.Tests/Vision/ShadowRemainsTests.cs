using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Tests.Vision;

/// <summary>A product above a shadow that was cut away in part.</summary>
public sealed class ShadowRemainsTests
{
    private static readonly Patch Product = new(40, 20, 80, 80, new(15, 15, 15));
    private static readonly Patch Cut = new(60, 80, 80, 90, new(30, 30, 30));
    private static readonly Patch Remains = new(55, 80, 60, 90, new(30, 30, 30));

    [Fact]
    public void What_is_left_beside_shadow_and_the_network_doubts_is_shadow_too() => Assert.Equal(PatchedPhoto.Mask(Product), Left(Remains, 0.4f));

    [Fact]
    public void What_the_network_believes_in_stays() => Assert.Equal(PatchedPhoto.Mask(Product, Remains), Left(Remains, 0.6f));

    [Fact]
    public void What_lies_far_from_the_shadow_stays() => Assert.Equal(PatchedPhoto.Mask(Product, Remains with { Left = 40, Right = 54 }), Left(Remains with { Left = 40 }, 0.4f));

    [Fact]
    public void Where_no_shadow_was_cut_away_all_stays()
    {
        var mask = PatchedPhoto.Mask(Product, Remains);

        Assert.Equal(mask, ShadowRemains.CutAway(mask, mask, new float[mask.Length], PatchedPhoto.Of(Product, Remains)));
    }

    private static bool[] Left(Patch remains, float guess)
    {
        float[] guesses = [.. PatchedPhoto.Mask(Product).Select(set => set ? 1 : guess)];
        return ShadowRemains.CutAway(PatchedPhoto.Mask(Product, remains), PatchedPhoto.Mask(Product, remains, Cut), guesses, PatchedPhoto.Of(Product, remains, Cut));
    }
}
