using System.Globalization;
using Aigc.Core.Tests.Text.Facts;
using Aigc.Testing;
using Aigc.Testing.Facts;

namespace Aigc.Benchmarks.Facts;

/// <summary>What the fact guard finds of known false facts, and how often it is wrong, by kind: on the phrases that it was tuned on and on those that it was not.</summary>
internal static class FactsBench
{
    public static async Task RunAsync(int seed)
    {
        var copies = new List<GroundedCopy>(await GroundedProducts.SamplesAsync());
        if (Catalogue.Folder is not null) copies.AddRange(await GroundedProducts.CatalogueAsync());
        Console.WriteLine($"{copies.Count} grounded texts of {copies.Select(copy => copy.Product.Id).Distinct().Count()} products, seed {seed}");
        foreach (var (name, pools) in new[] { ("tuning", FactPools.Tuning), ("held out", FactPools.Held), ("third", FactPools.Third), ("fourth", FactPools.Fourth) })
        {
            var started = TimeProvider.System.GetTimestamp();
            var rates = FactRates.Measure(copies, new FactCases(seed, pools));
            var (detected, alarms) = FactRates.Overall(rates);
            Console.WriteLine($"\n== {name}");
            foreach (var rate in rates) Console.WriteLine(rate);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"all: detection {detected:0.0000} (wanted 0.98), false alarms {alarms:0.0000} (allowed 0.02), {rates.Sum(rate => rate.Cases)} cases in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s"));
        }
    }
}
