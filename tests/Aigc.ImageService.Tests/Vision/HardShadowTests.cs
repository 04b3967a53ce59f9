using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Tests.Vision;

/// <summary>A red product on even ground, and to the right of its foot a dark part that was cut out with it: shadow, or more of the product.</summary>
public sealed class HardShadowTests
{
    private const int Side = 120;
    private const int Penumbra = 5;
    private static readonly (double R, double G, double B) Grey = (0.7, 0.7, 0.7);
    private static readonly (double R, double G, double B) Blue = (0.1, 0.26, 0.72);

    [Fact]
    public void What_goes_over_into_the_ground_and_takes_a_share_of_its_light_is_shadow() => Assert.False(Stays(Grey, Share(Grey, 0.12)));

    [Fact]
    public void On_coloured_ground_a_shadow_has_that_colour() => Assert.False(Stays(Blue, Share(Blue, 0.12)));

    [Fact]
    public void A_part_that_ends_in_one_step_is_product_however_alike_its_colour() => Assert.True(Stays(Grey, Share(Grey, 0.12), penumbra: 0));

    [Fact]
    public void A_part_of_another_colour_is_product_however_soft_its_edge() => Assert.True(Stays(Grey, (0.03, 0.09, 0.2)));

    [Fact]
    public void What_is_lighter_than_the_edge_around_it_is_product() => Assert.True(Stays(Grey, Share(Grey, 0.12), middle: Share(Grey, 0.3)));

    [Fact]
    public void A_black_part_of_which_only_the_foot_is_blurred_is_product()
    {
        var left = Left(Grey, (x, y) => x is >= 70 and < 110 && y is >= 40 and < 95 ? (Share(Grey, 0.05), Math.Clamp((95 - y) / (double)Penumbra, 0, 1)) : null, IsProduct);

        Assert.True(left[At(90, 60)]);
    }

    [Fact]
    public void Where_nothing_but_shadow_would_be_left_to_cut_it_is_the_product() => Assert.True(Left(Grey, Part(Share(Grey, 0.12), Penumbra, null), (_, _) => false)[At(90, 82)]);

    private static bool Stays((double R, double G, double B) ground, (double R, double G, double B) part, int penumbra = Penumbra, (double R, double G, double B)? middle = null)
    {
        var left = Left(ground, Part(part, penumbra, middle), IsProduct);

        Assert.True(left[At(45, 50)]);
        return left[At(90, 82)];
    }

    private static bool IsProduct(int x, int y) => x is >= 25 and < 70 && y is >= 15 and < 95;

    private static Func<int, int, ((double R, double G, double B), double Cover)?> Part((double R, double G, double B) light, int penumbra, (double R, double G, double B)? middle) => (x, y) =>
    {
        var depth = Math.Min(110 - x, Math.Min(y - 69, 95 - y));
        if (x < 70 || depth <= 0) return null;
        return (middle is { } other && depth > penumbra + 1 && x > 76 ? other : light, penumbra == 0 ? 1 : Math.Clamp((double)depth / penumbra, 0, 1));
    };

    private static bool[] Left((double R, double G, double B) ground, Func<int, int, ((double R, double G, double B) Light, double Cover)?> part, Func<int, int, bool> product)
    {
        var (rgb, mask) = (new byte[Side * Side * 3], new bool[Side * Side]);
        for (var p = 0; p < mask.Length; p++)
        {
            var (x, y) = (p % Side, p / Side);
            ((double R, double G, double B) light, double cover) = product(x, y) ? ((0.4, 0.02, 0.02), 1.0) : part(x, y) ?? (ground, 0.0);
            rgb[p * 3] = Srgb((ground.R * (1 - cover)) + (light.R * cover));
            rgb[(p * 3) + 1] = Srgb((ground.G * (1 - cover)) + (light.G * cover));
            rgb[(p * 3) + 2] = Srgb((ground.B * (1 - cover)) + (light.B * cover));
            mask[p] = cover > 0.45;
        }
        return new HardShadow(mask, Trimap.Of(Lab.FromRgb(rgb), Side, Side)).CutAway();
    }

    private static (double R, double G, double B) Share((double R, double G, double B) light, double of) => (light.R * of, light.G * of, light.B * of);

    private static byte Srgb(double linear) => (byte)Math.Round(255 * (linear <= 0.0031308 ? 12.92 * linear : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055));

    private static int At(int x, int y) => (y * Side) + x;
}
