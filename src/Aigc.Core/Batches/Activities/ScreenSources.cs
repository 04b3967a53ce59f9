using Aigc.Contracts.Batches;
using Aigc.Contracts.Products;
using Aigc.Core.Choosing;
using Aigc.Core.Recipes;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>
/// Looks at the items of a chunk before money is spent on them: asks the decision factors of the recipe, has the photos judged, and asks the factors again
/// that go by the photo. No photo is fetched of what the feed alone skips.
/// </summary>
internal sealed class ScreenSources(BatchStore batches, ChunkWork work, PhotoScreening photos, ProductChooser choosers) : TaskActivity<ChunkInput, StopReason>
{
    public const string Stage = "screen";

    public override async Task<StopReason> RunAsync(TaskActivityContext context, ChunkInput chunk)
    {
        if (await work.Stages.ExistsAsync(chunk, Stage, CancellationToken.None)) return StopReason.None;
        var batch = (await batches.GetAsync(chunk.Tenant, chunk.BatchId, CancellationToken.None)).Batch;
        var items = await work.Pages.ReadAsync(chunk, CancellationToken.None);
        var chooser = batch.Recipe.Choosing is null ? null : await choosers.OfAsync(batch.Tenant, batch.Recipe, CancellationToken.None);
        var screened = await work.Loop.RunAsync(chunk, items, work.Options.ImageConcurrency,
            (item, cancellationToken) => ScreenAsync(batch, chooser, item, cancellationToken),
            (item, failure) => Chosen(chooser, item, new ScreenedItem(item.Row) { Failure = failure }));
        if (screened.Stopped == StopReason.None) await work.Stages.WriteAsync(chunk, Stage, screened.Results, StageJson.Default.ScreenedItem, CancellationToken.None);
        return screened.Stopped;
    }

    private async Task<ScreenedItem> ScreenAsync(Batch batch, Chooser? chooser, PageItem item, CancellationToken cancellationToken)
    {
        var byFeed = new ScreenedItem(item.Row) { Choice = chooser?.Choose(item.Product) };
        var wanted = byFeed.GoesOn ? batch.Recipe.HasPictures() : byFeed.Choice is { Chosen: null };
        return wanted ? Chosen(chooser, item, await photos.ScreenAsync(batch, item, cancellationToken)) : byFeed;
    }

    // A photo that is not there or cannot be read is a finding; one that could not be reached this time is none.
    private static ScreenedItem Chosen(Chooser? chooser, PageItem item, ScreenedItem screened)
    {
        var seen = screened.Failure is { Permanent: false } ? null : new SeenPhoto(screened.Triage);
        return screened with { Choice = chooser?.Choose(item.Product, seen) };
    }
}
