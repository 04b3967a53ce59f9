using System.Collections.Concurrent;
using System.Globalization;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Choosing;
using Aigc.Core.Costs;
using Aigc.Core.Prompts;
using Aigc.Core.Text;
using Aigc.Core.Text.Gateway;
using Aigc.Core.Text.Photos;
using Aigc.Core.Text.Translation;

namespace Aigc.Core.Lanes;

/// <summary>
/// Writes down what a page would ask of the models, as far as its words are there: at first each copy slot and each translation of the feed; with what the
/// lane has brought of those, translations of the slots and whatever is translated back. What was paid for before is not among it.
/// </summary>
internal sealed class LaneRecorder(CopyWriter writer, Prices prices, ProductChooser choosers, ModelRegistry models)
{
    private const int Parallel = 8;

    /// <param name="page">Of its items, those are asked for that the feed alone chooses; what waits for its photo is asked in real time.</param>
    /// <param name="before">What earlier passes have asked and got.</param>
    public async Task<IReadOnlyList<WrittenRequest>> RecordAsync(Batch batch, int page, IReadOnlyList<PageItem> all, int pass, LaneBefore before, CancellationToken cancellationToken)
    {
        var outputs = batch.Recipe.Outputs.Where(output => LaneCalls.IsIn(output, pass)).ToList();
        var chooser = await choosers.OfAsync(batch.Tenant, batch.Recipe, cancellationToken);
        var items = all.Where(item => chooser.Takes(item.Product)).ToList();
        var written = new ConcurrentDictionary<(int Item, int Output), WrittenRequest>();
        var work = items.SelectMany((_, item) => outputs.Select((_, output) => (Item: item, Output: output)));
        await TenantTurns.ForEachAsync(work, Parallel, async (at, token) =>
        {
            using var recording = LaneScope.Record((model, request) => written[at] = Of(page, model, request), before.Answers);
            await AskAsync(batch, items[at.Item], outputs[at.Output], token);
        }, cancellationToken);
        // In the order of the feed, so that the same page gives the same file.
        return [.. written.OrderBy(one => one.Key).Select(one => one.Value).Where(one => !before.Asked.Contains(one.Id)).DistinctBy(one => one.Id)];
    }

    private async Task AskAsync(Batch batch, PageItem item, OutputSpec output, CancellationToken cancellationToken)
    {
        try
        {
            var request = await RequestOfAsync(batch, item, output, cancellationToken);
            if (output.From is not { } from) await writer.WriteAsync(request, cancellationToken);
            else if (TranslationSources.Find(request, from, await SourceAsync(batch, item, from, cancellationToken), batch.Recipe.Language) is { } source) await writer.WriteAsync(request with { Source = source }, cancellationToken);
        }
        catch (Exception expected) when (expected is LaneRecordedException or ProblemException or TransientException)
        {
            // Written down; or its own turn will tell what is wrong with it.
        }
    }

    // The slot that a translation works on, from what the lane has brought; where it has not, there is nothing to translate yet.
    private async Task<IReadOnlyList<SlotResult>> SourceAsync(Batch batch, PageItem item, string from, CancellationToken cancellationToken)
    {
        var slot = Slots.WithLanguage(from, batch.Recipe.Language);
        var source = from == TranslationSources.Feed ? null : batch.Recipe.Outputs.FirstOrDefault(output => output.From is null && Slots.WithLanguage(output.Slot, batch.Recipe.Language) == slot);
        return source is null ? [] : [await writer.WriteAsync(await RequestOfAsync(batch, item, source, cancellationToken), cancellationToken)];
    }

    // A call that will show a photo asks in other words than one without.
    private async Task<CopyRequest> RequestOfAsync(Batch batch, PageItem item, OutputSpec output, CancellationToken cancellationToken)
    {
        var request = CopyRequest.Of(batch, item, output);
        return CopyPhoto.IsWanted(request, await models.GetAsync(batch.Tenant, output.Model, cancellationToken)) ? request with { Photo = CopyPhoto.Any } : request;
    }

    private WrittenRequest Of(int page, string model, LaneRequest request)
    {
        // Said to the provider too: it may write no more than is reserved for.
        var options = request.Options.Clone();
        options.MaxOutputTokens ??= Prices.MostOutputTokens;
        var bound = prices.OfTokens(model, PaidChat.MostTokens(request.Messages, options), options.MaxOutputTokens.Value, byLane: true);
        return new(string.Create(CultureInfo.InvariantCulture, $"{page:D6}-{request.Id}"), model, bound) { Reasons = ReasoningFilter.IsMarked(options), Request = request with { Options = options } };
    }
}

/// <param name="Id">Page and key: the <c>custom_id</c>.</param>
/// <param name="Bound">The most that it can cost in the lane.</param>
internal sealed record WrittenRequest(string Id, string Model, decimal Bound)
{
    /// <summary>The answer begins with what the model thought, which is not kept.</summary>
    public bool Reasons { get; init; }

    [System.Text.Json.Serialization.JsonIgnore] public LaneRequest? Request { get; init; }
}

/// <summary>An answer of the lane as it waits for its item.</summary>
internal sealed record KeptAnswer(string Key, LaneAnswer Answer);
