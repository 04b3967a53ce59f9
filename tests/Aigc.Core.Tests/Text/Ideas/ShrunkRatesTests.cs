using Aigc.Core.Text.Ideas;

namespace Aigc.Core.Tests.Text.Ideas;

/// <summary>Rates of small samples.</summary>
public sealed class ShrunkRatesTests
{
    [Fact]
    public void The_prior_is_the_one_of_the_moments()
    {
        // Two samples of 100 at 10 % and 30 %: p = 0.2, S = 2, S/pq = 12.5, so 11.5 / 99 of the variance is between them, and the prior counts for 7.6 trials.
        var rates = ShrunkRates.Fit([(100, 10), (100, 30)]);

        Assert.Equal(0.2, rates.Usual, 9);
        Assert.Equal(((1 - (11.5 / 99)) / (11.5 / 99)), rates.Strength, 9);
        Assert.Equal((10 + (rates.Strength * 0.2)) / (100 + rates.Strength), rates.Of(100, 10), 9);
    }

    [Fact]
    public void Samples_that_differ_no_more_than_chance_are_all_alike()
    {
        var rates = ShrunkRates.Fit([(1_000, 20), (1_000, 22), (1_000, 21)]);

        Assert.Equal(rates.Usual, rates.Of(1_000, 22));
        Assert.Equal(1, rates.Lift(1_000, 20), 9);
    }

    [Fact]
    public void The_smaller_a_sample_the_nearer_it_is_brought_to_the_usual()
    {
        var rates = ShrunkRates.Fit([(10_000, 100), (10_000, 500), (10, 1)]);

        Assert.True(Math.Abs(rates.Of(10, 1) - rates.Usual) < Math.Abs(rates.Of(10_000, 1_000) - rates.Usual));
    }

    [Fact]
    public void One_success_of_one_trial_is_no_certainty_however_the_others_differ() => Assert.True(ShrunkRates.Fit([(1_000, 0), (1, 1)]).Of(1, 1) < 0.01);

    [Fact]
    public void Nothing_tried_and_nothing_that_worked_have_no_rate_and_no_lift()
    {
        Assert.Equal((0, 1), (ShrunkRates.Fit([]).Usual, ShrunkRates.Fit([]).Lift(0, 0)));
        Assert.Equal(1, ShrunkRates.Fit([(10, 0), (20, 0)]).Lift(10, 0));
    }
}
