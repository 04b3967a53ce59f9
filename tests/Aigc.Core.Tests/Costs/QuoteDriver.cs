using Aigc.Contracts;
using Aigc.Contracts.Costs;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Costs;
using Aigc.Core.Tests.Prompts;
using Aigc.Core.Text;
using Aigc.Core.Text.Capabilities;
using Aigc.Core.Text.Categories;
using Aigc.Core.Text.Gateway;
using Aigc.Testing.Storage;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Tests.Costs;

/// <summary>Quotes as the product wires them, over one model with a price.</summary>
internal sealed class QuoteDriver
{
    public const string Tenant = "acme";

    public static readonly Recipe Recipe = new() { Outputs = [new() { Slot = "title.en" }, new() { Slot = "description.en" }] };

    public QuoteDriver(Action<PriceOptions>? prices = null, Action<ModelOptions>? model = null)
    {
        var list = new PriceOptions { PriceList = "2026-03" };
        prices?.Invoke(list);
        var entry = new ModelOptions { Provider = "openai", Prices = [new() { InputPerMillion = 2, OutputPerMillion = 8 }] };
        model?.Invoke(entry);
        var (costs, text) = (Options.Create(list), Options.Create(new TextOptions { DefaultModel = "gpt-4o", Models = { ["gpt-4o"] = entry, ["gpt-4o-mini"] = new() { Provider = "openai", Prices = [new() { InputPerMillion = 0.5m, OutputPerMillion = 2 }] } } }));
        var catalogue = new ModelCatalogue(text, costs);
        var registry = new ModelRegistry(catalogue, new TenantModels(new InMemoryRecordStore(), TimeProvider.System), TimeProvider.System);
        Counter = new();
        Prices = new(costs, catalogue, TimeProvider.System);
        Meter = new(CopyPrompts, Counter, registry);
        Locks = new(Meter, Prices, Prompts.Library);
        Quoter = new(Meter, Locks, Prices, new(catalogue, Prices));
        Model = catalogue.Find("gpt-4o")!;
    }

    public PromptDriver Prompts { get; } = new();
    public ModelDescriptor Model { get; }
    public TokenCounter Counter { get; }
    public Prices Prices { get; }
    public PromptMeter Meter { get; }
    public QuoteLocks Locks { get; }
    public Quoter Quoter { get; }

    public CopyWriter Writer(IChatClient chat) => new(chat, CopyPrompts);

    private CopyPrompts CopyPrompts => new(Prompts.Engine, CapabilityLibrary.Shipped, new CategoryStore(new InMemoryBlobStore(), TimeProvider.System));

    public Task<Quote> QuoteAsync(long products, IReadOnlyList<Product>? sample = null, Recipe? recipe = null) => Quoter.EstimateAsync(Tenant, recipe ?? Recipe, new QuoteRequest(products, Sample: sample));

    public Task<Quote> QuoteAsync(long products, StratifiedSample sample, TrialReport? trial) => Quoter.EstimateAsync(Tenant, Recipe, products, sample, trial, default);
}
