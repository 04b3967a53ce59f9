using System.Diagnostics;
using Aigc.Contracts.Products;
using Aigc.Core.Prompts;
using Aigc.Testing.Storage;

namespace Aigc.Benchmarks.Prompts;

/// <summary>Prompts made a second: the engine beside a way that reads and parses the template for every product. Then what each starter costs a product in tokens, and how many of them a prefix cache can hold.</summary>
internal static class PromptBench
{
    private static readonly Dictionary<string, object?> Given = new() { ["language"] = "zh-CN", ["maxLength"] = 60, ["count"] = 5 };

    public static async Task RunAsync(int products)
    {
        var (starters, records) = (new StarterLibrary(), new InMemoryRecordStore());
        PromptLibrary Library() => new(new(records), starters, new(new(records), TimeProvider.System));
        var filler = new PromptFiller(new(records, TimeProvider.System));
        var kept = new PromptEngine(Library(), filler);
        var engine = await RateAsync(products, () => kept);
        var naive = await RateAsync(products / 20, () => new(Library(), filler));
        Console.WriteLine($"{products:N0} products: engine {engine:N0} prompts/s, parsing each time {naive:N0} prompts/s, ratio {engine / naive:N1}");

        var linter = new PromptLinter();
        foreach (var starter in starters.All.Where(starter => starter.Prompt.Category is null).OrderBy(starter => starter.Prompt.Name, StringComparer.Ordinal))
        {
            var watch = Stopwatch.StartNew();
            var size = linter.Lint(starter.Prompt).Size;
            Console.WriteLine($"{starter.Prompt.Name,-18} {size.Tokens,5:N0} tokens with its sample, {size.PrefixShare:P0} the same for every product, linted in {watch.Elapsed.TotalMilliseconds:N1} ms");
        }
    }

    private static async Task<double> RateAsync(int products, Func<PromptEngine> engine)
    {
        await engine().PrepareAsync("bench", "title", ProductOf(0), Given);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < products; i++) await engine().PrepareAsync("bench", "title", ProductOf(i), Given);
        return products / watch.Elapsed.TotalSeconds;
    }

    private static Product ProductOf(int i) => new() { Id = $"p{i}", Title = $"GripTrek Boot {i}", Brand = "Quester", Description = "A boot of waxed leather with a rubber outsole for rough ground.", ProductType = i % 2 == 0 ? "Footwear" : "Bags" };
}
