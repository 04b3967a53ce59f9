using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Tests.Vision;

/// <summary>A red product at the left of light ground, and a guess at something to the right.</summary>
public sealed class FigmentsTests
{
    private static readonly Patch Product = new(5, 30, 35, 80, new(190, 30, 30));
    private static readonly Patch Guessed = new(60, 30, 100, 80, default);

    [Fact]
    public void A_guess_at_plain_ground_is_none() => Assert.Equal(0, GuessAt(80, 50, Product));

    [Fact]
    public void The_product_stays_as_it_was_guessed() => Assert.Equal(0.9f, GuessAt(20, 50, Product));

    [Fact]
    public void A_pale_product_with_a_seam_stays() => Assert.Equal(0.9f, GuessAt(80, 50, Product, new Patch(70, 45, 95, 48, new(90, 90, 90))));

    [Fact]
    public void A_speck_bears_nothing_out() => Assert.Equal(0, GuessAt(80, 50, Product, new Patch(70, 45, 73, 47, new(90, 90, 90))));

    private static float GuessAt(int x, int y, params Patch[] seen)
    {
        var guess = Array.ConvertAll(PatchedPhoto.Mask(Product, Guessed), set => set ? 0.9f : 0);
        return Figments.Without(guess, PatchedPhoto.Of(seen))[PatchedPhoto.At(x, y)];
    }
}
