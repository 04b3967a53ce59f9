using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Batches;

/// <summary>What every stage of a chunk works with: its products, the loop over them, and where results are kept.</summary>
internal sealed class ChunkWork(PageCache pages, ItemLoop loop, StageStore stages, IOptions<BatchOptions> options)
{
    public PageCache Pages { get; } = pages;
    public ItemLoop Loop { get; } = loop;
    public StageStore Stages { get; } = stages;
    public BatchOptions Options { get; } = options.Value;

    /// <summary>The products of the chunk that something is made of.</summary>
    public async Task<IReadOnlyList<PageItem>> ChosenAsync(ChunkInput chunk, Recipe recipe)
    {
        var items = await Pages.ReadAsync(chunk, CancellationToken.None);
        if (recipe.Choosing is null) return items;
        var chosen = (await Stages.ReadAsync(chunk.Blob(ScreenSources.Stage), StageJson.Default.ScreenedItem, CancellationToken.None)).Where(item => item.GoesOn).Select(item => item.Row).ToHashSet();
        return [.. items.Where(item => chosen.Contains(item.Row))];
    }
}
