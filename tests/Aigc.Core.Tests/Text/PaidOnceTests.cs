using Aigc.Contracts.Items;
using Aigc.Core.Storage;
using Aigc.Testing.Storage;

namespace Aigc.Core.Tests.Text;

public sealed class PaidOnceTests
{
    private const string Title = """{"title":"Quester Camp Mug"}""";
    private readonly InMemoryRecordStore _records = new();

    [Fact]
    public async Task A_paid_answer_is_found_again_by_another_process_without_a_second_call()
    {
        var first = await new CopyDriver(new ScriptedChat(Title), _records).WriteAsync("title.en");

        var second = await new CopyDriver(new ScriptedChat(), _records).WriteAsync("title.en");

        Assert.Equal((first.Text, "scripted-1"), (second.Text, second.Production!.Model));
        Assert.Equal((true, 0L, 0L), (second.Production.FromCache, second.Production.InputTokens, second.Production.OutputTokens));
        Assert.StartsWith("acme|", Assert.Single(await KeptAsync()).Partition, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Even_an_answer_that_could_not_be_used_is_not_paid_twice()
    {
        await new CopyDriver(new ScriptedChat("no", "still no"), _records).WriteAsync("title.en");

        var again = await new CopyDriver(new ScriptedChat(), _records).WriteAsync("title.en");

        Assert.Equal((SlotState.Failed, "output-unparsable", 0L), (again.State, again.Reason, again.Production!.InputTokens));
    }

    [Fact]
    public async Task An_answer_is_stored_before_it_is_used()
    {
        var model = new ScriptedChat(Title);

        await Assert.ThrowsAsync<IOException>(() => new CopyDriver(model, new FullDisk()).WriteAsync("title.en"));

        Assert.Single(model.Calls);
    }

    [Fact]
    public async Task Another_tenant_product_rule_or_length_is_another_answer()
    {
        var model = new ScriptedChat(Title, Title, Title, Title, Title);
        var driver = new CopyDriver(model, _records);

        await driver.WriteAsync("title.en");
        await driver.WriteAsync("title.en", tenant: "other");
        await driver.WriteAsync("title.en", product: CopyDriver.Mug with { Description = "Blue." });
        await driver.WriteAsync("title.en", rules: new() { Tone = "warm" });
        await driver.WriteAsync("title.en", maxLength: 60);

        Assert.Equal((5, 5), (model.Calls.Count, (await KeptAsync()).Count));
        Assert.Single(await KeptAsync(), record => record.Partition.StartsWith("other|", StringComparison.Ordinal));
    }

    private async Task<IReadOnlyList<StoredRecord>> KeptAsync() => (await _records.ScanAsync("results")).Records;

    private sealed class FullDisk : IRecordStore
    {
        public Task<StoredRecord?> GetAsync(string table, string partition, string key, CancellationToken cancellationToken = default) => Task.FromResult<StoredRecord?>(null);

        public Task<string?> InsertAsync(string table, string partition, string key, string json, CancellationToken cancellationToken = default) => throw new IOException("No space left.");

        public Task<string> UpsertAsync(string table, string partition, string key, string json, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<string?> ReplaceAsync(string table, string partition, string key, string json, string etag, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<bool> DeleteAsync(string table, string partition, string key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<bool> WriteBatchAsync(string table, string partition, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<RecordPage> QueryAsync(string table, string partition, string? keyFrom = null, string? keyTo = null, int limit = 100, string? continuation = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<RecordPage> ScanAsync(string table, int limit = 100, string? continuation = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
