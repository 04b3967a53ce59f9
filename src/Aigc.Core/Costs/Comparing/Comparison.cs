using Aigc.Contracts.Costs;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text;

namespace Aigc.Core.Costs;

/// <summary>Writes the same products under several templates or models, and lays what they say, cost and take side by side.</summary>
public sealed class Comparison
{
    private const int MostProducts = 20;
    private const int MostVariants = 6;
    private const int MostAnswers = 60;
    private const int Parallel = 8;
    private readonly CopyWriter _writer;
    private readonly PromptMeter _meter;
    private readonly TokenCounter _counter;
    private readonly Prices _prices;
    private readonly TimeProvider _time;

    internal Comparison(CopyWriter writer, PromptMeter meter, TokenCounter counter, Prices prices, TimeProvider time) => (_writer, _meter, _counter, _prices, _time) = (writer, meter, counter, prices, time);

    /// <exception cref="ProblemException"><c>compare-invalid</c> (422); <c>budget-exceeded</c> (402).</exception>
    public async Task<CompareResult> RunAsync(string tenant, CompareRequest request, CancellationToken cancellationToken = default)
    {
        Check(request);
        var work = request.Variants.SelectMany(variant => request.Products.Select(product => (variant, product))).ToList();
        var items = new VariantItem[work.Count];
        await TenantTurns.ForEachAsync(Enumerable.Range(0, work.Count), Parallel, async (i, token) => items[i] = await WriteAsync(tenant, request, work[i].variant, work[i].product, token), cancellationToken);
        return new([.. request.Variants.Select((variant, i) => Result(variant, items[(i * request.Products.Count)..((i + 1) * request.Products.Count)]))]);
    }

    private async Task<VariantItem> WriteAsync(string tenant, CompareRequest request, CompareVariant variant, Product product, CancellationToken cancellationToken)
    {
        var output = request.Output with { Template = variant.Template, Model = variant.Model };
        var (recipe, language) = (new Recipe { Language = request.Language, Outputs = [output], Rules = request.Rules ?? new() }, Slots.LanguageOf(output.Slot) ?? request.Language);
        var prompt = await _meter.MeterAsync(tenant, recipe, output, product, cancellationToken);
        var began = _time.GetTimestamp();
        var result = await ResultAsync(new CopyRequest(tenant, product, output, language, recipe.Rules), cancellationToken);
        var took = _time.GetElapsedTime(began).TotalMilliseconds;
        var isNew = result.Production is { FromCache: false };
        var (read, written) = isNew || prompt is null ? (result.Production?.InputTokens ?? 0, result.Production?.OutputTokens ?? 0) : (prompt.InputTokens, _counter.Count(prompt.Model, TextOf(result)));
        var cost = isNew || prompt is null ? _prices.Of(result) : _prices.OfTokens(prompt.Model.Id, read, written);
        return new(product.Id, result, prompt?.Text, result.State is SlotState.Made or SlotState.InReview, _prices.ToMoney(cost), read, written, isNew ? took : null);
    }

    private async Task<SlotResult> ResultAsync(CopyRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await _writer.WriteAsync(request, cancellationToken);
        }
        catch (ProblemException problem) when (problem.Code != Budgets.Exceeded)
        {
            return new() { Slot = request.Output.Slot, State = SlotState.Failed, Reason = problem.Code, Detail = problem.Message };
        }
        catch (TransientException busy)
        {
            return new() { Slot = request.Output.Slot, State = SlotState.Failed, Reason = "unavailable", Detail = busy.Message };
        }
    }

    private VariantResult Result(CompareVariant variant, IReadOnlyList<VariantItem> items)
    {
        var timed = items.Where(item => item.Milliseconds is not null).ToList();
        return new(variant.Label, items.Count(item => item.Passed), _prices.ToMoney(items.Sum(item => item.Cost.Amount)), items.Sum(item => item.InputTokens), items.Sum(item => item.OutputTokens), timed.Count == 0 ? null : timed.Average(item => item.Milliseconds), items);
    }

    private static void Check(CompareRequest request)
    {
        if (request.Products is not { Count: >= 1 and <= MostProducts } || request.Variants is not { Count: >= 2 and <= MostVariants } || request.Products.Count * request.Variants.Count > MostAnswers) throw Invalid($"Send 1 to {MostProducts} products and 2 to {MostVariants} variants, {MostAnswers} answers in all.");
        if (request.Output?.Slot is not { Length: > 0 } slot || Slots.IsImage(slot)) throw Invalid("'output' names a copy slot.");
        if (request.Variants.Any(variant => variant?.Label is not { Length: > 0 and <= 60 }) || request.Variants.DistinctBy(variant => variant.Label).Count() != request.Variants.Count) throw Invalid("Each variant has a label of its own, up to 60 characters.");
        if (request.Products.Any(product => product?.Id is not { Length: > 0 and <= 50 })) throw Invalid("Each product has an id of up to 50 characters.");
    }

    private static string TextOf(SlotResult result) => string.Join('\n', [result.Text ?? "", .. result.Points ?? [], .. (result.Attributes ?? []).Select(attribute => $"{attribute.Name}: {attribute.Value}")]);

    private static ProblemException Invalid(string message) => new("compare-invalid", message, 422);
}
