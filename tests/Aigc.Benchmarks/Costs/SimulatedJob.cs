using Aigc.Contracts.Costs;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Costs;
using Aigc.Core.Prompts;
using Aigc.Core.Text;
using Aigc.Core.Text.Capabilities;
using Aigc.Core.Text.Categories;
using Aigc.Core.Text.Gateway;
using Aigc.Testing.Storage;
using Microsoft.Extensions.Options;

namespace Aigc.Benchmarks.Costs;

/// <summary>
/// A job whose feed, prices and model are drawn: the prompts are the real ones, the model's answers have lengths of some distribution that the
/// quote does not know, with habits of its own for each category.
/// </summary>
internal sealed class SimulatedJob
{
    private const string Tenant = "acme";
    private static readonly string[] Kinds = ["even", "skewed", "two kinds of", "heavy-tailed"];
    private static readonly string[] Slots = ["title.en", "highlights.en", "description.en", "title.zh-CN", "description.zh-CN"];
    private readonly Random _random;
    private readonly string _kind;
    private readonly Recipe _recipe;
    private readonly List<PageItem> _feed = [];
    private readonly Dictionary<string, double> _verbosity = [];
    private readonly double _serviceSeconds;
    private readonly double _repairs;
    private readonly PromptMeter _meter;
    private readonly Quoter _quoter;
    private readonly QuoteLocks _locks;
    private readonly Prices _prices;
    private readonly PriceOptions _list = new();

    public SimulatedJob(int seed)
    {
        _random = new(seed);
        _kind = Kinds[seed % Kinds.Length];
        _repairs = _random.NextDouble() * 0.1;
        _serviceSeconds = 3 * Lognormal(0.5);
        _recipe = new() { Outputs = [.. Slots.OrderBy(_ => _random.Next()).Take(_random.Next(1, 4)).Select(slot => new OutputSpec { Slot = slot })] };
        DrawFeed();
        var entry = new ModelOptions { Provider = "openai", Prices = [new() { InputPerMillion = (decimal)(0.1 + (_random.NextDouble() * 3)), OutputPerMillion = (decimal)(0.4 + (_random.NextDouble() * 12)) }] };
        var costs = Options.Create(_list);
        var catalogue = new ModelCatalogue(Options.Create(new TextOptions { DefaultModel = "gpt-4o", Models = { ["gpt-4o"] = entry } }), costs);
        _prices = new(costs, catalogue, TimeProvider.System);
        _meter = new(new CopyPrompts(Prompts, CapabilityLibrary.Shipped, new CategoryStore(new InMemoryBlobStore(), TimeProvider.System)), Counter, new(catalogue, new(new InMemoryRecordStore(), TimeProvider.System), TimeProvider.System));
        _locks = new(_meter, _prices, Library);
        _quoter = new(_meter, _locks, _prices, new(catalogue, _prices));
    }

    private static InMemoryRecordStore Templates { get; } = new();

    private static TokenCounter Counter { get; } = new();

    // The templates that ship, as for a tenant that has none of its own.
    private static PromptLibrary Library { get; } = new(new(Templates), new(), new(new(Templates), TimeProvider.System));

    private static PromptEngine Prompts { get; } = new(Library, new(new(Templates, TimeProvider.System)));

    public async Task<Outcome> RunAsync()
    {
        var sample = new StratifiedSample();
        foreach (var item in _feed) sample.Add(item);
        var byPrompts = await _quoter.EstimateAsync(Tenant, _recipe, _feed.Count, sample, null, default);
        var made = new Dictionary<long, TrialItem>();
        foreach (var item in _feed) made[item.Row] = await MakeAsync(item);
        var calls = _feed.Count * _recipe.Outputs.Count * (1 + _repairs);
        var tried = sample.Take(_random.Next(10, 51)).Select(item => made[item.Row]).ToList();
        var trial = new TrialReport("b1", byPrompts.Lock, new(0, "USD"), Mean(tried.Count * _recipe.Outputs.Count), tried);
        var byTrial = await _quoter.EstimateAsync(Tenant, _recipe, _feed.Count, sample, trial, default);
        return new(_kind, byPrompts, byTrial, (double)made.Values.Sum(item => item.Cost.Amount), (calls * Mean((int)calls) / _list.ParallelCalls) + (calls * 0.002));
    }

    // The mean of so many service times, each of which is skewed.
    private double Mean(int calls) => Enumerable.Range(0, Math.Max(1, calls)).Average(_ => _serviceSeconds * Lognormal(0.5));

    private async Task<TrialItem> MakeAsync(PageItem item)
    {
        var slots = new List<TrialSlot>();
        foreach (var output in _recipe.Outputs)
        {
            var prompt = (await _meter.MeterAsync(Tenant, _recipe, output, item.Product, default))!;
            var asked = _random.NextDouble() < _repairs ? 2 : 1;
            var written = (long)Enumerable.Range(0, asked).Sum(_ => Math.Min(Prices.MostOutputTokens, prompt.OutputTokens * Habit($"{output.Slot}|{item.Product.ProductType}") * Length()));
            var read = (long)prompt.InputTokens * asked;
            slots.Add(new(new() { Slot = output.Slot, State = SlotState.Made }, "prompt", read, written, _prices.ToMoney(_prices.OfTokens("gpt-4o", read, written))));
        }
        return new(item.Row, item.Product.Id, item.Product.Title, StratifiedSample.KeyOf(item.Product), ItemState.Accepted, _prices.ToMoney(slots.Sum(slot => slot.Cost.Amount)), slots);
    }

    private double Habit(string of) => _verbosity.TryGetValue(of, out var known) ? known : _verbosity[of] = Lognormal(0.3);

    private double Length() => _kind switch
    {
        "even" => 0.85 + (_random.NextDouble() * 0.3),
        "skewed" => Lognormal(0.5),
        "two kinds of" => _random.NextDouble() < 0.15 ? 3 : 0.8,
        _ => Math.Min(8, Math.Pow(1 - _random.NextDouble(), -1 / 2.2)) * 0.6,
    };

    private void DrawFeed()
    {
        const string Words = "durable steel mug with a folding handle and a lid that keeps drinks warm for hours on every trail ";
        var categories = Enumerable.Range(0, _random.Next(1, 7)).Select(i => (Name: $"Category {i}", Weight: _random.NextDouble() + 0.05, Length: 60 + (_random.NextDouble() * 1_500))).ToList();
        var all = categories.Sum(category => category.Weight);
        var count = _random.Next(200, 800);
        for (var row = 0; row < count; row++)
        {
            var at = _random.NextDouble() * all;
            var category = categories.First(one => (at -= one.Weight) <= 0 || one == categories[^1]);
            var length = Math.Clamp((int)(category.Length * Lognormal(0.5)), 10, 5_000);
            var text = string.Concat(Enumerable.Repeat(Words, (length / Words.Length) + 1))[..length];
            _feed.Add(new(row, new() { Id = $"{_kind}-{row}", Title = $"Mug {row}", Description = text, ProductType = category.Name }));
        }
    }

    private double Lognormal(double sigma) => Math.Exp(sigma * Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble()));
}
