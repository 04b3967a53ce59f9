using Aigc.Contracts.Batches;
using Aigc.Contracts.Images;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Lanes;
using Aigc.Core.Recipes;
using Aigc.Core.Text;
using Aigc.Core.Text.Gateway;
using Aigc.Core.Text.Photos;
using Aigc.Core.Text.Translation;
using Microsoft.DurableTask;

namespace Aigc.Core.Batches;

/// <summary>Writes the copy slots of a chunk.</summary>
internal sealed class WriteCopy(BatchStore batches, ChunkWork work, SeeingWriter writer, LaneAnswers lane) : TaskActivity<ChunkInput, StopReason>
{
    public const string Stage = "copy";

    public override async Task<StopReason> RunAsync(TaskActivityContext context, ChunkInput chunk)
    {
        if (await work.Stages.ExistsAsync(chunk, Stage, CancellationToken.None)) return StopReason.None;
        var batch = (await batches.GetAsync(chunk.Tenant, chunk.BatchId, CancellationToken.None)).Batch;
        var outputs = batch.Recipe.Outputs.Where(output => !Slots.IsImage(output.Slot)).ToLookup(output => output.From is null or TranslationSources.Feed);
        var products = await work.ChosenAsync(chunk, batch.Recipe);
        var photos = outputs[true].Any(CopyPhoto.IsFor) ? await PhotosAsync(chunk, batch, products) : [];
        using var paid = BatchMoney.On(batch, chunk);
        using var brought = batch.Lane is null ? null : LaneScope.Replay(await lane.OfPageAsync(new(chunk.Tenant, chunk.BatchId, chunk.Run), chunk.Page));
        var none = Array.Empty<CopyDone>().ToLookup(done => done.Row, done => done.Slot);
        var written = await WriteAsync(chunk, batch, products, outputs[true], none, photos);
        // Translations of slots wait for these.
        if (written.Stopped == StopReason.None && outputs[false].Any()) written = written.Then(await WriteAsync(chunk, batch, products, outputs[false], SlotsOf(written), photos));
        if (written.Stopped == StopReason.None)
        {
            var slots = SlotsOf(written);
            await work.Stages.WriteAsync(chunk, Stage, products.Select(item => new ProducedItem(item.Row, [.. slots[item.Row]])), StageJson.Default.ProducedItem, CancellationToken.None);
        }
        return written.Stopped;
    }

    private Task<LoopResult<CopyDone>> WriteAsync(ChunkInput chunk, Batch batch, IReadOnlyList<PageItem> products, IEnumerable<OutputSpec> outputs, ILookup<long, SlotResult> made, IReadOnlyDictionary<long, PhotoSource?> photos) =>
        work.Loop.RunAsync(chunk, [.. products.SelectMany(item => outputs.Select(output => new CopyTask(item, output)))], work.Options.CopyConcurrency,
            async (task, cancellationToken) => new CopyDone(task.Item.Row, await WriteAsync(batch, task, made[task.Item.Row], photos.GetValueOrDefault(task.Item.Row), cancellationToken)),
            (task, failure) => new CopyDone(task.Item.Row, Failed(task.Output.Slot, failure)));

    private Task<SlotResult> WriteAsync(Batch batch, CopyTask task, IEnumerable<SlotResult> made, PhotoSource? photo, CancellationToken cancellationToken)
    {
        var request = CopyRequest.Of(batch, task.Item, task.Output);
        if (task.Output.From is not { } from) return writer.WriteAsync(request, photo, cancellationToken);
        return TranslationSources.Find(request, from, made, batch.Recipe.Language) is { } source
            ? writer.WriteAsync(request with { Source = source }, null, cancellationToken)
            : Task.FromResult(new SlotResult { Slot = task.Output.Slot, State = SlotState.Refused, Reason = "source-missing", Detail = $"There is nothing to translate from '{from}'." });
    }

    // As it was kept, where the batch has looked at it, and only where it is fit: another thing in the picture is no evidence of this one.
    private async Task<Dictionary<long, PhotoSource?>> PhotosAsync(ChunkInput chunk, Batch batch, IReadOnlyList<PageItem> products)
    {
        if (!batch.Recipe.HasPictures()) return products.ToDictionary(item => item.Row, item => item.Product.ImageLink is { } link ? new PhotoSource(link, batch.Feed.MediaPrefix) : null);
        var screened = await work.Stages.ReadAsync(chunk.Blob(ScreenSources.Stage), StageJson.Default.ScreenedItem, CancellationToken.None);
        return screened.ToDictionary(item => item.Row, item => item is { Source: { } kept, Triage.Outcome: not TriageOutcome.Reject } ? new PhotoSource(null, null, kept) : null);
    }

    private static ILookup<long, SlotResult> SlotsOf(LoopResult<CopyDone> written) => written.Results.ToLookup(done => done.Row, done => done.Slot);

    // Words that may not go to a model, or that its own filter stops, are judged: trying again would end the same.
    private static SlotResult Failed(string slot, ItemFailure failure) => new() { Slot = slot, State = failure.Code == ModelFailures.Refused ? SlotState.Blocked : SlotState.Failed, Reason = failure.Code, Detail = failure.Message };

    private sealed record CopyTask(PageItem Item, OutputSpec Output);

    private sealed record CopyDone(long Row, SlotResult Slot);
}
