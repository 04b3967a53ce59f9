using Microsoft.Extensions.Options;

namespace Aigc.Core.Batches;

/// <summary>What every stage of a chunk works with: its products, the loop over them, and where results are kept.</summary>
internal sealed class ChunkWork(PageCache pages, ItemLoop loop, StageStore stages, IOptions<BatchOptions> options)
{
    public PageCache Pages { get; } = pages;
    public ItemLoop Loop { get; } = loop;
    public StageStore Stages { get; } = stages;
    public BatchOptions Options { get; } = options.Value;
}
