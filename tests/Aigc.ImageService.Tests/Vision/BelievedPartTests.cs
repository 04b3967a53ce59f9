using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Tests.Vision;

/// <summary>A product of which two parts were cut away as shadow.</summary>
public sealed class BelievedPartTests
{
    private static readonly Patch Product = new(40, 30, 80, 90, new(200, 20, 20));
    private static readonly Patch Cap = new(50, 20, 70, 30, new(20, 20, 20));
    private static readonly Patch Shadow = new(40, 90, 90, 96, new(60, 60, 60));

    [Fact]
    public void What_the_network_is_sure_of_is_given_back_and_nothing_else()
    {
        float[] guess = [.. Enumerable.Range(0, PatchedPhoto.Side * PatchedPhoto.Side).Select(p => Shadow.Covers(p) ? 0.9f : 0.97f)];

        var given = BelievedPart.GiveBack(PatchedPhoto.Mask(Product), PatchedPhoto.Mask(Product, Cap, Shadow), guess, PatchedPhoto.Of(Product, Cap, Shadow));

        Assert.Equal(PatchedPhoto.Mask(Product, Cap), given);
    }
}
