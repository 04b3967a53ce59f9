using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Tests.Vision;

/// <summary>A red product, and beside it two small pieces that were dropped.</summary>
public sealed class DroppedPiecesTests
{
    private static readonly Patch Product = new(30, 20, 90, 80, new(190, 30, 30));
    private static readonly Patch One = new(40, 90, 46, 100, new(60, 60, 60));
    private static readonly Patch Other = One with { Left = 60, Right = 66 };
    private const double ShareOfOne = 6 * 10 / (60.0 * 60);

    [Fact]
    public void Pieces_that_the_network_takes_for_product_count_together() => Assert.Equal(2 * ShareOfOne, Dropped(_ => 0.6f, One, Other), 6);

    [Fact]
    public void Pieces_that_it_doubts_are_none() => Assert.Equal(ShareOfOne, Dropped(p => Other.Covers(p) ? 0.4f : 0.6f, One, Other), 6);

    [Fact]
    public void Pieces_of_the_grounds_colour_are_none() => Assert.Equal(0, Dropped(_ => 0.6f, One with { Colour = new(214, 214, 214) }));

    [Fact]
    public void Where_nothing_was_dropped_there_is_none() => Assert.Equal(0, Dropped(_ => 0.6f));

    private static double Dropped(Func<int, float> guess, params Patch[] pieces)
    {
        var whole = PatchedPhoto.Mask([Product, .. pieces]);
        return DroppedPieces.ShareOf(whole, PatchedPhoto.Mask(Product), [.. whole.Select((_, p) => guess(p))], PatchedPhoto.Of([Product, .. pieces]));
    }
}
