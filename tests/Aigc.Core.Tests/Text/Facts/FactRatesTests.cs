using Aigc.Testing;
using Aigc.Testing.Facts;
using Xunit.Abstractions;

namespace Aigc.Core.Tests.Text.Facts;

/// <summary>How much the guard finds, and how often it is wrong, on copy with known false facts. Phrases and seed are not those that it was tuned on.</summary>
public sealed class FactRatesTests(ITestOutputHelper output)
{
    private const int Seed = 2026;

    [Fact]
    public async Task Known_false_facts_are_found_and_clean_copy_is_left_alone()
    {
        var rates = FactRates.Measure(await GroundedProducts.SamplesAsync(), new FactCases(Seed, FactPools.Held));

        foreach (var rate in rates) output.WriteLine(rate.ToString());
        var (detected, alarms) = FactRates.Overall(rates);
        Assert.True(rates.Where(rate => rate.IsFalse).Select(rate => rate.Kind).Distinct().Count() >= 7);
        Assert.InRange(detected, 0.98, 1);
        Assert.InRange(alarms, 0, 0.02);
    }

    [CatalogueFact]
    public async Task The_same_holds_on_the_catalogue()
    {
        var rates = FactRates.Measure(await GroundedProducts.CatalogueAsync(), new FactCases(Seed, FactPools.Held));

        foreach (var rate in rates) output.WriteLine(rate.ToString());
        var (detected, alarms) = FactRates.Overall(rates);
        Assert.InRange(detected, 0.98, 1);
        Assert.InRange(alarms, 0, 0.02);
    }
}
