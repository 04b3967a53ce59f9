namespace Aigc.ImageService.Tests.Vision;

/// <summary>A red product with a shadow at its right; where they meet, a camera mixes their colours.</summary>
public sealed class ShadowBesideTests
{
    private const int Outline = 80;
    private static readonly Patch Product = new(40, 30, Outline, 90, new(200, 20, 20));
    private static readonly Patch Mixed = new(Outline, 30, Outline + 2, 90, new(160, 70, 70));
    private static readonly Patch Shadow = new(Outline + 2, 30, 100, 90, new(120, 120, 120));

    [Fact]
    public void The_shadow_goes_on_through_the_mixed_pixels_of_the_outline()
    {
        var shade = Shade(Mixed, Shadow);

        Assert.All([0, 1], off => Assert.Equal(shade(Outline + 8), shade(Outline + off), 0.1));
    }

    [Fact]
    public void Where_there_is_no_shadow_none_is_made_of_them() => Assert.All([-2, 0, 1], off => Assert.Equal(0, Shade(Mixed)(Outline + off), 3));

    private static Func<int, float> Shade(params Patch[] patches)
    {
        var shade = PatchedPhoto.Of([Product, .. patches]).ShadowBeside(PatchedPhoto.Mask(Product));
        return x => shade[PatchedPhoto.At(x, 60)];
    }
}
