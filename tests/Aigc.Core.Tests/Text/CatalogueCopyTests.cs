using System.Text.RegularExpressions;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Core.Tests.Products;
using Aigc.Core.Text.Offline;
using Aigc.Testing;
using Xunit.Abstractions;

namespace Aigc.Core.Tests.Text;

/// <summary>What the offline writer makes of the real catalogue.</summary>
public sealed partial class CatalogueCopyTests(ITestOutputHelper output)
{
    // The only words that the writer may add to those of the feed.
    private static readonly HashSet<string> Phrases = new("""
        the by is are has have it they its their and a an for in with made come comes color colors room person people suited to feature features design riding capacity of
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    private readonly CopyDriver _driver = new(new RuleBasedWriter());

    [CatalogueFact]
    public async Task English_copy_is_complete_and_invents_nothing()
    {
        foreach (var product in await ProductsAsync())
        {
            var copy = await WriteAsync(product, "en");
            output.WriteLine($"{product.Id} {product.Title} ({product.Brand})\n  T {copy[0].Text}\n  D {copy[1].Text}\n  H {string.Join(" | ", copy[2].Points!)}\n  A {string.Join(" | ", copy[3].Attributes!.Select(attribute => $"{attribute.Name}={attribute.Value}"))}");
            AssertComplete(copy);
            Assert.Contains(product.Title!, copy[0].Text, StringComparison.Ordinal);
            var known = Words($"{product.Title} {product.Brand} {product.ProductType} {product.Description} {string.Join(' ', product.Attributes.Values)}").ToHashSet(StringComparer.OrdinalIgnoreCase);
            var invented = Words(string.Join(' ', [copy[0].Text, copy[1].Text, .. copy[2].Points!, .. copy[3].Attributes!.Select(attribute => attribute.Value)])).Where(word => !known.Contains(word) && !Phrases.Contains(word));
            Assert.Empty(invented);
        }
    }

    [CatalogueFact]
    public async Task Chinese_copy_is_complete_and_its_Latin_words_are_those_of_the_feed()
    {
        foreach (var product in await ProductsAsync())
        {
            var copy = await WriteAsync(product, "zh-CN");
            output.WriteLine($"{product.Id}\n  T {copy[0].Text}\n  D {copy[1].Text}\n  H {string.Join(" | ", copy[2].Points!)}");
            AssertComplete(copy);
            Assert.StartsWith(product.Brand!, copy[0].Text, StringComparison.Ordinal);
            var known = Words($"{product.Title} {product.Brand} {product.Description}").ToHashSet(StringComparer.OrdinalIgnoreCase);
            Assert.All(copy.Take(3), result => Assert.All(Words(string.Join(' ', [result.Text, .. result.Points ?? []])).Where(word => word.All(char.IsAscii)), word => Assert.Contains(word, known)));
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", copy[1].Text!);
        }
    }

    [CatalogueFact]
    public async Task Every_attribute_is_borne_out_by_the_words_that_it_cites()
    {
        foreach (var product in await ProductsAsync())
        {
            foreach (var attribute in (await _driver.WriteAsync("attributes", product)).Attributes!.Where(attribute => attribute.Evidence?.StartsWith("feed:", StringComparison.Ordinal) != true))
                Assert.All(attribute.Evidence!.Split([", ", "; "], StringSplitOptions.None), words => Assert.Contains(words, $"{product.Title}. {product.Description}", StringComparison.OrdinalIgnoreCase));
        }
    }

    private async Task<IReadOnlyList<SlotResult>> WriteAsync(Product product, string language) =>
    [
        await _driver.WriteAsync($"title.{language}", product, language: language), await _driver.WriteAsync($"description.{language}", product, language: language),
        await _driver.WriteAsync($"highlights.{language}", product, language: language), await _driver.WriteAsync("attributes", product, language: language),
    ];

    private static void AssertComplete(IReadOnlyList<SlotResult> copy)
    {
        Assert.All(copy, result => Assert.Equal(SlotState.Made, result.State));
        Assert.InRange(copy[1].Text!.Length, 15, 5_000);
        Assert.InRange(copy[2].Points!.Count, 2, 5);
        Assert.All(copy[2].Points!, point => Assert.False(string.IsNullOrWhiteSpace(point)));
        Assert.DoesNotMatch(@"\s[,.;]|[,;]\s*[.,;]|\.\.|\s\s", string.Join('\n', [copy[0].Text!, copy[1].Text!, .. copy[2].Points!]));
    }

    private static async Task<IReadOnlyList<Product>> ProductsAsync()
    {
        var items = await new IngestDriver().IngestAsync(await File.ReadAllBytesAsync(Catalogue.Feed), "csv");
        Assert.Equal(40, items.Count);
        return [.. items.Select(item => item.Product)];
    }

    private static IEnumerable<string> Words(string text) => Word().Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"[\p{L}\p{Nd}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
