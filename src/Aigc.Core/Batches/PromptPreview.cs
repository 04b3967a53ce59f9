using System.Text.Json.Nodes;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Products;
using Aigc.Contracts.Prompts;
using Aigc.Contracts.Recipes;
using Aigc.Core.Choosing;
using Aigc.Core.Products;
using Aigc.Core.Prompts;
using Aigc.Core.Text;

namespace Aigc.Core.Batches;

/// <summary>Fills the prompts of a batch for a sample of its pages before anything is paid, and keeps what would be blank.</summary>
internal sealed class PromptPreview(PageReader reader, PromptChecker checker, ProductChooser choosers)
{
    private const int Pages = 5;
    private const int PerPage = 100;
    private const int MaxGaps = 20;

    /// <summary>By slot, those with gaps; null where there are none. Rows are those of the feed.</summary>
    public async Task<IReadOnlyList<SlotPromptCheck>?> GapsAsync(Batch batch, string run, int pages, CancellationToken cancellationToken)
    {
        var (sample, checks) = (await SampleAsync(batch, run, pages, cancellationToken), new List<SlotPromptCheck>());
        foreach (var output in batch.Recipe.Outputs.Where(output => !Slots.IsImage(output.Slot)))
        {
            var check = await CheckAsync(batch, output, sample, cancellationToken);
            if (check.Gaps.Count > 0) checks.Add(new(output.Slot, check with { Gaps = [.. check.Gaps.Take(MaxGaps)], Missing = [.. check.Missing.Take(MaxGaps)] }));
        }
        return checks.Count > 0 ? checks : null;
    }

    private async Task<PromptCheck> CheckAsync(Batch batch, OutputSpec output, IReadOnlyList<PageItem> sample, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, JsonNode?> Given(Product product) => CopyPrompts.GivenFor(new(batch.Tenant, product, output, Slots.LanguageOf(output.Slot) ?? batch.Recipe.Language, batch.Recipe.Rules) { Signals = batch.Recipe.Signals }).ToDictionary(value => value.Key, value => PromptValues.Of(value.Value));
        var reference = output.Template ?? Slots.KindOf(output.Slot);
        try
        {
            return await checker.CheckAsync(batch.Tenant, PromptReference.Parse(reference) ?? new(reference), sample, Given, cancellationToken);
        }
        // The template was there when the recipe was handed in; every product of this slot will say so.
        catch (ProblemException gone)
        {
            return new(reference, sample.Count, sample.Count, 0, [new(gone.Code, "", null, gone.Message, sample.Count, [.. sample.Take(MaxGaps).Select(item => item.Row)])], []);
        }
    }

    // The first products of pages spread over the feed.
    private async Task<IReadOnlyList<PageItem>> SampleAsync(Batch batch, string run, int pages, CancellationToken cancellationToken)
    {
        var sample = new List<PageItem>();
        var chooser = await choosers.OfAsync(batch.Tenant, batch.Recipe, cancellationToken);
        foreach (var page in Enumerable.Range(0, Math.Min(Pages, pages)).Select(i => (int)((long)i * pages / Math.Min(Pages, pages))))
            sample.AddRange((await reader.ReadAsync(batch.Tenant, batch.Id, run, page, cancellationToken)).Where(item => chooser.MayTake(item.Product)).Take(PerPage));
        return sample;
    }
}
