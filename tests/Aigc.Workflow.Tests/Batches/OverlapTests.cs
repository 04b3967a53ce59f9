using System.Text.Json;
using Aigc.Contracts.Batches;
using Aigc.Core.Batches;
using Aigc.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Workflow.Tests.Batches;

/// <summary>A small batch waits for no write that its next step does not need: beside a flood of others each wait is a long one.</summary>
public sealed class OverlapTests
{
    [Fact]
    public async Task Pages_begin_while_their_state_is_written_and_the_counts_of_a_chunk_are_written_with_its_items()
    {
        await using var app = await BatchApp.StartAsync(services => services.AddSingleton<IRecordStore>(new HeldBack(
            (IRecordStore)services.Last(service => service.ServiceType == typeof(IRecordStore)).ImplementationInstance!)));

        var batch = await app.SubmitAsync(Recipes.Products(2));
        await app.EndAsync(batch);

        Assert.Equal(BatchState.Completed, (await app.Batches.GetAsync(BatchApp.Tenant, batch.Id)).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_pages_have_reported_is_kept_whether_their_state_is_shown_before_or_after(bool reportedFirst)
    {
        await using var app = await BatchApp.StartAsync();
        var (batches, run) = (app.Service<BatchStore>(), new BatchInput(BatchApp.Tenant, BatchIds.New(DateTimeOffset.UnixEpoch), Runs.Main));
        await batches.InsertAsync(new() { Id = run.BatchId, Tenant = run.Tenant, State = BatchState.AwaitingTrial, Feed = new("f"), Recipe = Recipes.Default, CreatedAt = default, UpdatedAt = default, Counts = new() { Items = 9, Done = 2 } }, default);
        await batches.UpdateAsync(run.Tenant, run.BatchId, record => record with { Run = Runs.Trial, FoldedPages = 1 }, default);
        Func<Task> report = () => Activity<ReportProgress>(app).RunAsync(null!, new(run, FoldedPages: 3, new() { Done = 6 }));
        Func<Task> show = () => Activity<MoveBatch>(app).RunAsync(null!, new(run, BatchState.Producing));

        foreach (var step in reportedFirst ? new[] { report, show } : [show, report]) await step();

        var record = await batches.GetAsync(run.Tenant, run.BatchId, default);
        Assert.Equal((Runs.Main, 3, 6L, 9L, BatchState.Producing), (record.Run, record.FoldedPages, record.Batch.Counts.Done, record.Batch.Counts.Items, record.Batch.State));
    }

    private static T Activity<T>(BatchApp app) => ActivatorUtilities.CreateInstance<T>(app.Service<IServiceProvider>());

    /// <summary>Writes neither the items of a chunk nor that its batch is in production before the counts of the chunk have come.</summary>
    private sealed class HeldBack(IRecordStore inner) : IRecordStore
    {
        private readonly TaskCompletionSource _counted = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> UpsertAsync(string table, string partition, string key, string json, CancellationToken cancellationToken = default)
        {
            if (table == "progress") _counted.TrySetResult();
            return inner.UpsertAsync(table, partition, key, json, cancellationToken);
        }

        public async Task<bool> WriteBatchAsync(string table, string partition, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken = default)
        {
            if (table == "items") await _counted.Task;
            return await inner.WriteBatchAsync(table, partition, writes, cancellationToken);
        }

        public async Task<string?> ReplaceAsync(string table, string partition, string key, string json, string etag, CancellationToken cancellationToken = default)
        {
            if (table == "batches" && JsonSerializer.Deserialize(json, BatchJson.Default.BatchRecord)!.Batch.State == BatchState.Producing) await _counted.Task;
            return await inner.ReplaceAsync(table, partition, key, json, etag, cancellationToken);
        }

        public Task<StoredRecord?> GetAsync(string table, string partition, string key, CancellationToken cancellationToken = default) => inner.GetAsync(table, partition, key, cancellationToken);
        public Task<string?> InsertAsync(string table, string partition, string key, string json, CancellationToken cancellationToken = default) => inner.InsertAsync(table, partition, key, json, cancellationToken);
        public Task<bool> DeleteAsync(string table, string partition, string key, CancellationToken cancellationToken = default) => inner.DeleteAsync(table, partition, key, cancellationToken);
        public Task<RecordPage> QueryAsync(string table, string partition, string? keyFrom = null, string? keyTo = null, int limit = 100, string? continuation = null, CancellationToken cancellationToken = default) => inner.QueryAsync(table, partition, keyFrom, keyTo, limit, continuation, cancellationToken);
        public Task<RecordPage> ScanAsync(string table, int limit = 100, string? continuation = null, CancellationToken cancellationToken = default) => inner.ScanAsync(table, limit, continuation, cancellationToken);
    }
}
