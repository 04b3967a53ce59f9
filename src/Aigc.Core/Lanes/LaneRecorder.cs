using System.Collections.Concurrent;
using System.Globalization;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Costs;
using Aigc.Core.Text;
using Aigc.Core.Text.Translation;

namespace Aigc.Core.Lanes;

/// <summary>Writes down what a page would ask of the models: the first request of each copy slot whose words are there, which those of the feed are. What was
/// paid for before is not among it, nor are translations of slots that are still to be written, nor what is translated back.</summary>
internal sealed class LaneRecorder(CopyWriter writer, Prices prices)
{
    private const int Parallel = 8;

    public async Task<IReadOnlyList<WrittenRequest>> RecordAsync(Batch batch, int page, IReadOnlyList<PageItem> items, CancellationToken cancellationToken)
    {
        var outputs = batch.Recipe.Outputs.Where(output => LanePolicy.IsForLane(output)).ToList();
        var written = new ConcurrentDictionary<(int Item, int Output), WrittenRequest>();
        var work = items.SelectMany((_, item) => outputs.Select((_, output) => (Item: item, Output: output)));
        await System.Threading.Tasks.Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = Parallel, TaskScheduler = TaskScheduler.Current, CancellationToken = cancellationToken }, async (at, token) =>
        {
            using var recording = LaneScope.Record((model, request) => written[at] = Of(page, model, request));
            await AskAsync(batch, items[at.Item], outputs[at.Output], token);
        });
        // In the order of the feed, so that the same page gives the same file.
        return [.. written.OrderBy(one => one.Key).Select(one => one.Value).DistinctBy(one => one.Id)];
    }

    private async Task AskAsync(Batch batch, PageItem item, OutputSpec output, CancellationToken cancellationToken)
    {
        try
        {
            var request = CopyRequest.Of(batch, item, output);
            if (output.From is not { } from) await writer.WriteAsync(request, cancellationToken);
            else if (TranslationSources.Find(request, from, [], batch.Recipe.Language) is { } source) await writer.WriteAsync(request with { Source = source }, cancellationToken);
        }
        catch (Exception expected) when (expected is LaneRecordedException or ProblemException or TransientException)
        {
            // Written down; or its own turn will tell what is wrong with it.
        }
    }

    private WrittenRequest Of(int page, string model, LaneRequest request)
    {
        var bound = prices.OfTokens(model, PaidChat.MostTokens(request.Messages, request.Options), request.Options.MaxOutputTokens ?? Prices.MostOutputTokens) * prices.OfModel(model).BatchFactor;
        return new(string.Create(CultureInfo.InvariantCulture, $"{page:D6}-{request.Id}"), model, bound) { Request = request };
    }
}

/// <param name="Id">Page and key: the <c>custom_id</c>.</param>
/// <param name="Bound">The most that it can cost in the lane.</param>
internal sealed record WrittenRequest(string Id, string Model, decimal Bound)
{
    [System.Text.Json.Serialization.JsonIgnore] public LaneRequest? Request { get; init; }
}

/// <summary>An answer of the lane as it waits for its item.</summary>
internal sealed record KeptAnswer(string Key, LaneAnswer Answer);
