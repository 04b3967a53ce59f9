using Aigc.Contracts.Batches;
using Aigc.Contracts.Images;
using Aigc.Contracts.Products;
using Aigc.Core.Images;
using Aigc.Core.Recipes;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Fetches the source photos of a chunk, keeps them, and judges each before money is spent on it.</summary>
internal sealed class ScreenSources(BatchStore batches, ChunkWork work, SourceLibrary sources, ImageClient images) : TaskActivity<ChunkInput, StopReason>
{
    public const string Stage = "screen";

    public override async Task<StopReason> RunAsync(TaskActivityContext context, ChunkInput chunk)
    {
        if (await work.Stages.ExistsAsync(chunk, Stage, CancellationToken.None)) return StopReason.None;
        var batch = (await batches.GetAsync(chunk.Tenant, chunk.BatchId, CancellationToken.None)).Batch;
        var items = await work.Pages.ReadAsync(chunk, CancellationToken.None);
        var wanted = batch.Recipe.HasPictures();
        var screened = await work.Loop.RunAsync(chunk, items, work.Options.ImageConcurrency,
            (item, cancellationToken) => wanted ? ScreenAsync(batch, item, cancellationToken) : Task.FromResult(new ScreenedItem(item.Row)),
            (item, failure) => new ScreenedItem(item.Row) { Failure = failure });
        if (screened.Stopped == StopReason.None) await work.Stages.WriteAsync(chunk, Stage, screened.Results, StageJson.Default.ScreenedItem, CancellationToken.None);
        return screened.Stopped;
    }

    private async Task<ScreenedItem> ScreenAsync(Batch batch, PageItem item, CancellationToken cancellationToken)
    {
        if (item.Product.ImageLink is not { } link) return new(item.Row) { Failure = new("source-missing", "The feed names no image for this product.", Permanent: true) };
        var (asset, bytes) = await sources.KeepAsync(batch.Tenant, batch.Feed.MediaPrefix, link, cancellationToken);
        var request = new ImagePipelineRequest { Steps = [new("screen", "screen")], Overrule = batch.Recipe.Screening.Overrule };
        var response = await images.RunAsync(request, bytes, asset.ContentType, cancellationToken);
        return new(item.Row) { Source = response.Photo is { } photo ? asset with { Width = photo.Width, Height = photo.Height } : asset, Triage = response.Triage };
    }
}
