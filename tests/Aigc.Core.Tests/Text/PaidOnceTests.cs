using Aigc.Contracts.Items;
using Aigc.Core.Storage;
using Aigc.Testing.Storage;

namespace Aigc.Core.Tests.Text;

public sealed class PaidOnceTests
{
    private const string Title = """{"title":"Quester Camp Mug"}""";
    private readonly InMemoryBlobStore _blobs = new();

    [Fact]
    public async Task A_paid_answer_is_found_again_by_another_process_without_a_second_call()
    {
        var first = await new CopyDriver(new ScriptedChat(Title), _blobs).WriteAsync("title.en");

        var second = await new CopyDriver(new ScriptedChat(), _blobs).WriteAsync("title.en");

        Assert.Equal((first.Text, "scripted-1"), (second.Text, second.Production!.Model));
        Assert.Equal((true, 0L, 0L), (second.Production.FromCache, second.Production.InputTokens, second.Production.OutputTokens));
        Assert.StartsWith("results/acme/", Assert.Single(_blobs.Names), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Even_an_answer_that_could_not_be_used_is_not_paid_twice()
    {
        await new CopyDriver(new ScriptedChat("no", "still no"), _blobs).WriteAsync("title.en");

        var again = await new CopyDriver(new ScriptedChat(), _blobs).WriteAsync("title.en");

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
        var driver = new CopyDriver(model, _blobs);

        await driver.WriteAsync("title.en");
        await driver.WriteAsync("title.en", tenant: "other");
        await driver.WriteAsync("title.en", product: CopyDriver.Mug with { Description = "Blue." });
        await driver.WriteAsync("title.en", rules: new() { Tone = "warm" });
        await driver.WriteAsync("title.en", maxLength: 60);

        Assert.Equal((5, 5), (model.Calls.Count, _blobs.Names.Count));
        Assert.Single(_blobs.Names, name => name.StartsWith("results/other/", StringComparison.Ordinal));
    }

    private sealed class FullDisk : IBlobStore
    {
        public Task<bool> PutIfAbsentAsync(string name, Stream content, string contentType, CancellationToken cancellationToken = default) => throw new IOException("No space left.");

        public Task PutAsync(string name, Stream content, string contentType, CancellationToken cancellationToken = default) => throw new IOException("No space left.");

        public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult<Stream?>(null);

        public Task<BlobProperties?> GetPropertiesAsync(string name, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<BlobProperties> ListAsync(string prefix, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<Uri> GetReadUrlAsync(string name, TimeSpan validity, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
