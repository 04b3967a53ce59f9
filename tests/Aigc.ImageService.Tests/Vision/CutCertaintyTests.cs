using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Tests.Vision;

/// <summary>How far a cut of forty of a hundred pixels is to be trusted.</summary>
public sealed class CutCertaintyTests
{
    [Fact]
    public void A_cut_that_is_the_guess_is_certain() => Assert.Equal(1, Of(inside: 1, outside: 0), 3);

    [Fact]
    public void A_cut_that_takes_what_the_network_ruled_out_is_as_certain_as_the_rest_of_it() => Assert.Equal(0.75, Of(inside: 1, outside: 0, overruled: 10), 3);

    [Fact]
    public void A_cut_that_leaves_out_what_the_network_took_is_less_certain_by_its_share_of_the_cut() => Assert.Equal(0.5, Of(inside: 1, outside: 0, missed: 20), 3);

    [Fact]
    public void A_cut_is_as_certain_as_the_share_that_is_surely_product_of_all_that_may_be() => Assert.Equal(0.8, Of(inside: 1, outside: 0, maybe: 10), 3);

    [Fact]
    public void Where_nothing_is_surely_product_nothing_is_certain() => Assert.Equal(0, Of(inside: 0.8f, outside: 0));

    [Fact]
    public void A_guess_that_knows_nothing_makes_no_certainty() => Assert.Equal(0, Of(inside: 0.5f, outside: 0.5f));

    [Fact]
    public void An_empty_cut_is_not_certain() => Assert.Equal(0, CutCertainty.Of(new bool[10], new float[10]));

    /// <param name="overruled">So many pixels of the cut have a guess of 0.</param>
    /// <param name="missed">So many outside of it have one of 1.</param>
    /// <param name="maybe">So many outside of it have one of 0.2: they may be product.</param>
    private static double Of(float inside, float outside, int overruled = 0, int missed = 0, int maybe = 0)
    {
        var cut = Enumerable.Range(0, 100).Select(p => p < 40).ToArray();
        var guess = Enumerable.Range(0, 100).Select(p => p < overruled ? 0 : p < 40 ? inside : p < 40 + missed ? 1 : p < 40 + missed + maybe ? 0.2f : outside).ToArray();
        return CutCertainty.Of(cut, guess);
    }
}
