using Aigc.Core.Costs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Batches;

/// <summary>
/// Works through the items of a chunk, some at a time. Before each item the operator's wish is read; what may pass by itself is tried
/// again; what still fails becomes that item's result, so that one bad product never costs its neighbours anything.
/// </summary>
internal sealed partial class ItemLoop(RunControl control, IOptions<BatchOptions> options, TimeProvider time, ILogger<ItemLoop> logger)
{
    public async Task<LoopResult<TOut>> RunAsync<TIn, TOut>(ChunkInput chunk, IReadOnlyList<TIn> items, int concurrency, Func<TIn, CancellationToken, Task<TOut>> work, Func<TIn, ItemFailure, TOut> failed)
    {
        var results = new TOut[items.Count];
        try
        {
            await TenantTurns.ForEachAsync(Enumerable.Range(0, items.Count), concurrency, async (i, cancellationToken) => results[i] = await TryAsync(chunk, items[i], work, failed, cancellationToken));
            return new(StopReason.None, results);
        }
        catch (RunStoppedException stopped)
        {
            return new(stopped.Reason, [.. results.Where(result => result is not null)]);
        }
    }

    private async Task<TOut> TryAsync<TIn, TOut>(ChunkInput chunk, TIn item, Func<TIn, CancellationToken, Task<TOut>> work, Func<TIn, ItemFailure, TOut> failed, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await control.EnsureGoAsync(chunk.Tenant, chunk.BatchId, cancellationToken);
            try
            {
                return await work(item, cancellationToken);
            }
            catch (TransientException transient) when (attempt < options.Value.Attempts)
            {
                await Task.Delay(transient.RetryAfter ?? options.Value.RetryDelay * (1 << (attempt - 1)), time, cancellationToken);
            }
            // Not the item's fault: it waits with the batch until somebody raises the limit.
            catch (ProblemException poor) when (poor.Code == Budgets.Exceeded)
            {
                throw new RunStoppedException(StopReason.Budget, poor.Message);
            }
            catch (ProblemException problem)
            {
                return failed(item, new(problem.Code, problem.Message, Permanent: true));
            }
            catch (TransientException transient)
            {
                return failed(item, new("unavailable", transient.Message, Permanent: false));
            }
            // The boundary of an item: a defect met by one product is its result, not the end of the batch.
            catch (Exception defect) when (defect is not OperationCanceledException and not RunStoppedException)
            {
                Log.ItemBroke(logger, defect, chunk.BatchId, chunk.Page, chunk.Chunk);
                return failed(item, new("internal-error", "The item met a defect of the system; it was logged.", Permanent: false));
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "An item of batch {BatchId}, page {Page}, chunk {Chunk} broke")]
        public static partial void ItemBroke(ILogger logger, Exception exception, string batchId, int page, int chunk);
    }
}

/// <param name="Results">In the order of the items; where the loop was stopped, those that were done.</param>
internal sealed record LoopResult<T>(StopReason Stopped, IReadOnlyList<T> Results)
{
    public LoopResult<T> Then(LoopResult<T> next) => new(next.Stopped, [.. Results, .. next.Results]);
}

/// <param name="Permanent">Trying again would end the same.</param>
internal sealed record ItemFailure(string Code, string Message, bool Permanent);
