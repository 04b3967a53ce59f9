using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Prompts;

namespace Aigc.Core.Costs;

/// <summary>What a quote holds for: the templates, models and prices of a recipe as they stand.</summary>
public sealed class QuoteLocks
{
    // Nothing of a product is in a lock but that there is one. It has no category, so what stands for single categories is added by its versions.
    private static readonly Product Anything = new() { Id = "1", Title = "Product", Description = "Product." };
    private readonly PromptMeter _meter;
    private readonly Prices _prices;
    private readonly PromptLibrary _library;

    internal QuoteLocks(PromptMeter meter, Prices prices, PromptLibrary library) => (_meter, _prices, _library) = (meter, prices, library);

    public async Task<string> OfAsync(string tenant, Recipe recipe, CancellationToken cancellationToken = default)
    {
        var parts = new List<string>();
        foreach (var output in recipe.Outputs)
        {
            if (Slots.IsImage(output.Slot)) parts.Add($"{output.Slot}|{Text(_prices.List.PerImage)}");
            else if (await _meter.MeterAsync(tenant, recipe, output, Anything, cancellationToken) is { } prompt) parts.Add($"{output.Slot}|{await TemplatesAsync(tenant, output, prompt, cancellationToken)}|{prompt.Model.Id}|{Text(_prices.OfModel(prompt.Model.Id))}");
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts.Order(StringComparer.Ordinal)))))[..24];
    }

    /// <exception cref="ProblemException"><c>quote-outdated</c> (409): a template, a model or a price is not what it was.</exception>
    public async Task EnsureAsync(string tenant, Recipe recipe, string quoted, CancellationToken cancellationToken = default)
    {
        if (await OfAsync(tenant, recipe, cancellationToken) != quoted) throw new ProblemException("quote-outdated", "A template, a model or a price of this recipe has changed since the quote, or the recipe itself: ask for a new one.", 409);
    }

    private async Task<string> TemplatesAsync(string tenant, OutputSpec output, MeteredPrompt prompt, CancellationToken cancellationToken)
    {
        // What is pinned to a version has no categories.
        var asked = PromptReference.Parse(output.Template ?? NameOf(prompt.Template)) is { Version: null } reference ? await _library.StandingAsync(tenant, reference, cancellationToken) : [];
        var back = prompt.BackTemplate is { } name ? await _library.StandingAsync(tenant, new(NameOf(name)), cancellationToken) : [];
        return string.Join(',', [prompt.Template, .. asked, prompt.BackTemplate, .. back]);
    }

    private static string NameOf(string? template) => template?.Split('@')[0] ?? "";

    private static string Text(Contracts.Models.ModelPrice price) => $"{price.Version}|{Text(price.InputPerMillion)}|{Text(price.OutputPerMillion)}|{Text(price.BatchFactor)}|{Text(price.CachedInputPerMillion ?? price.InputPerMillion)}";

    private static string Text(decimal amount) => amount.ToString("0.############", CultureInfo.InvariantCulture);
}
