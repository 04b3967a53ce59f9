using Aigc.Contracts.Models;
using Aigc.Core.Costs;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Text.Gateway;

/// <summary>All models of the configuration by id: the offline writer, that of <c>Aigc:Text:Provider</c>, and those of <c>Aigc:Text:Models</c>.</summary>
internal sealed class ModelCatalogue
{
    private static readonly ModelCapability[] Usual = [ModelCapability.Chat, ModelCapability.Json, ModelCapability.JsonSchema, ModelCapability.Tools, ModelCapability.Streaming];
    private static readonly ModelPrice Free = new(0, 0, 1, null, TextOptions.Offline);
    private readonly Dictionary<string, ModelDescriptor> _models;

    public ModelCatalogue(IOptions<TextOptions> text, IOptions<PriceOptions> costs)
    {
        Options = text.Value;
        var list = costs.Value;
        var general = new ModelPrice(list.InputPerMillion, list.OutputPerMillion, 1, null, list.PriceList);
        _models = Options.Models.Select(model => Describe(model.Key, model.Value, general) with { Base = model.Value.Adapter is { } adapter ? BaseOf(adapter.Base, general) : null }).ToDictionary(model => model.Id, StringComparer.OrdinalIgnoreCase);
        _models.TryAdd(TextOptions.Offline, Implicit(TextOptions.Offline, Free, [ModelCapability.Chat, ModelCapability.JsonSchema, ModelCapability.Streaming]));
        _models.TryAdd(Options.Provider, Implicit(Options.Provider, general, Usual));
    }

    public TextOptions Options { get; }

    public IEnumerable<ModelDescriptor> All => _models.Values;

    public string Default => Options.DefaultModel ?? Options.Provider;

    public ModelDescriptor? Find(string id) => _models.GetValueOrDefault(id);

    /// <summary>Null for a model that no entry describes.</summary>
    public ModelOptions? Entry(string id) => Options.Models.TryGetValue(id, out var entry) ? entry : null;

    public bool EnabledByDefault(string id) => Entry(id)?.Enabled ?? true;

    private static ModelDescriptor Implicit(string provider, ModelPrice price, IReadOnlyList<ModelCapability> capabilities) =>
        new() { Id = provider, Provider = provider, Name = provider, Capabilities = capabilities, ContextTokens = 128_000, MaxOutputTokens = 16_384, Prices = [price] };

    private static ModelDescriptor Describe(string id, ModelOptions model, ModelPrice general) => new()
    {
        Id = id,
        Provider = model.Provider,
        Name = model.Name ?? id,
        Capabilities = model.Capabilities is { Count: > 0 } said ? [.. said.Append(ModelCapability.Chat).Distinct()] : Usual,
        ContextTokens = model.ContextTokens,
        MaxOutputTokens = model.MaxOutputTokens,
        Prices = model.Prices.Count == 0 ? [general] : Prices(id, [.. model.Prices.OrderBy(price => price.From)]),
        Region = model.Region,
        Aligned = model.Aligned,
        Filing = model.Filing,
        Tokenizer = model.Tokenizer,
        Adapter = model.Adapter is { } adapter ? new(adapter.Base, adapter.Version, adapter.TrainedOn, adapter.Licence) : null,
        Fallbacks = [.. model.Fallbacks],
    };

    // What is served nowhere here is known by its family alone.
    private ModelDescriptor? BaseOf(string name, ModelPrice general)
    {
        var id = Options.Aliases.TryGetValue(name, out var ids) && ids.Count > 0 ? ids[0] : name;
        if (Options.Models.TryGetValue(id, out var served)) return Describe(id, served, general);
        return OpenWeights.CountedAs(id) is { } provider ? Implicit(provider, general, Usual) with { Name = id } : null;
    }

    private static List<ModelPrice> Prices(string id, List<PriceSpan> spans) => [.. spans.Select((span, i) =>
        new ModelPrice(span.InputPerMillion, span.OutputPerMillion, span.BatchFactor, span.CachedInputPerMillion, $"{id}@{span.From:yyyy-MM-dd}", Start(span.From), (span.Until ?? spans.ElementAtOrDefault(i + 1)?.From) is { } until ? Start(until) : null))];

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
