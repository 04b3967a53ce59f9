using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Text.Gateway;

/// <summary>What attributes cannot say: models that name each other, prices that follow each other, ids that can be written down.</summary>
internal sealed partial class TextOptionsCheck(ModelProviders providers) : IValidateOptions<TextOptions>
{
    public ValidateOptionsResult Validate(string? name, TextOptions options)
    {
        var wrong = options.Models.SelectMany(model => Model(model.Key, model.Value, options))
            .Concat(options.Aliases.SelectMany(alias => Alias(alias.Key, alias.Value, options)))
            .Concat(options.TenantWeights.Where(weight => weight.Value is not (>= 0.01 and <= 1_000)).Select(weight => $"Aigc:Text:TenantWeights:{weight.Key} is 0.01 to 1000."))
            .ToList();
        if (options.DefaultModel is { } chosen && !Knows(options, chosen)) wrong.Add($"Aigc:Text:DefaultModel names '{chosen}', which is not among the models.");
        if (!options.Models.ContainsKey(options.Provider) && !providers.HasClient(options.Provider)) wrong.Add($"Aigc:Text:Provider names '{options.Provider}', which is neither a configured model nor a client of this host.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private IEnumerable<string> Model(string id, ModelOptions model, TextOptions options)
    {
        var section = $"Aigc:Text:Models:{id}";
        if (!Id().IsMatch(id) || id == TextOptions.Offline) yield return $"{section}: an id is up to 100 letters, digits and . _ @ / -, and not '{TextOptions.Offline}'.";
        foreach (var flaw in Flaws(model)) yield return $"{section}: {flaw}";
        foreach (var flaw in providers.Flaws(model)) yield return $"{section}: {flaw}";
        foreach (var flaw in Adapter(id, model.Adapter, options)) yield return $"{section}:Adapter{flaw}";
        foreach (var unknown in model.Fallbacks.Where(other => !Knows(options, other) || Same(other, id))) yield return $"{section}:Fallbacks names '{unknown}', which is not another model.";
        if (model.Endpoint is { } endpoint && (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https"))) yield return $"{section}:Endpoint is an http or https address.";
        if (model.Timeout <= TimeSpan.Zero || model.Timeout > TimeSpan.FromHours(1)) yield return $"{section}:Timeout is up to an hour.";
        var prices = model.Prices.OrderBy(price => price.From).ToList();
        foreach (var flaw in prices.SelectMany(Flaws)) yield return $"{section}:Prices: {flaw}";
        if (prices.Any(price => price.Until <= price.From) || prices.Zip(prices.Skip(1)).Any(pair => pair.First.Until > pair.Second.From || pair.First.From == pair.Second.From)) yield return $"{section}:Prices overlap or end before they begin.";
    }

    // What wrote a result is recorded by the model's id, and what was paid is found by it: another version must be another id.
    private static IEnumerable<string> Adapter(string id, AdapterOptions? adapter, TextOptions options)
    {
        if (adapter is null) yield break;
        foreach (var flaw in Flaws(adapter)) yield return $": {flaw}";
        if (string.IsNullOrWhiteSpace(adapter.Version) || !id.EndsWith(adapter.Version, StringComparison.OrdinalIgnoreCase)) yield return $":Version is what the id ends with, as in '{id}@2'; an alias can name the version in use.";
        var known = options.Models.TryGetValue(adapter.Base, out var found) ? !Same(adapter.Base, id) && found.Adapter is null : options.Aliases.ContainsKey(adapter.Base) || OpenWeights.Knows(adapter.Base);
        if (!known) yield return $":Base names '{adapter.Base}', which is neither another model without an adapter, nor an alias, nor open weights that are known.";
    }

    private static IEnumerable<string> Alias(string alias, List<string> ids, TextOptions options)
    {
        if (Knows(options, alias)) yield return $"Aigc:Text:Aliases:{alias} is the id of a model.";
        foreach (var unknown in ids.Where(id => !Knows(options, id))) yield return $"Aigc:Text:Aliases:{alias} names '{unknown}', which is not among the models.";
    }

    private static bool Knows(TextOptions options, string id) => Same(id, TextOptions.Offline) || Same(id, options.Provider) || options.Models.ContainsKey(id);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Flaws(object part)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(part, new(part), results, validateAllProperties: true);
        return results.Select(result => result.ErrorMessage ?? "not valid");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._@/-]{0,99}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
