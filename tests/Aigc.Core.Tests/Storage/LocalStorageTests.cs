using System.Web;
using Aigc.Core.Storage;
using Aigc.Local.Storage;

namespace Aigc.Core.Tests.Storage;

public sealed class FileBlobStoreTests : BlobStoreContract, IDisposable
{
    private readonly LocalFolder _folder = new();

    protected override IBlobStore Blobs => _folder.Blobs;

    [Theory]
    [InlineData("../")]
    [InlineData("../blobs.tmp/")]
    [InlineData("assets/../../")]
    [InlineData("/")]
    public async Task A_prefix_that_leads_elsewhere_lists_nothing(string prefix)
    {
        await Blobs.PutAsync(Name("a"), new MemoryStream([1]), "text/plain");
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "blobs.tmp", "half-written"), "x");

        await foreach (var found in Blobs.ListAsync(prefix)) Assert.Fail($"'{found.Name}' is not under '{prefix}'.");
    }

    [Fact]
    public async Task A_blob_of_the_type_that_its_name_tells_is_one_file_and_another_has_its_type_beside_it()
    {
        await Blobs.PutIfAbsentAsync(Name("a.jsonl"), new MemoryStream([1]), "application/x-ndjson");
        await Blobs.PutAsync(Name("b.jsonl"), new MemoryStream([1]), "text/plain");

        Assert.Equal(["a.jsonl", "b.jsonl", "b.jsonl~type"], Files());
        Assert.Equal(["application/x-ndjson", "text/plain"], [(await Blobs.GetPropertiesAsync(Name("a.jsonl")))!.ContentType, (await Blobs.GetPropertiesAsync(Name("b.jsonl")))!.ContentType]);
    }

    [Fact]
    public async Task A_blob_that_is_replaced_by_one_of_the_usual_type_forgets_what_it_was()
    {
        await Blobs.PutAsync(Name("a.json"), new MemoryStream([1]), "text/plain");
        await Blobs.PutAsync(Name("a.json"), new MemoryStream([2]), "application/json");

        Assert.Equal(["a.json"], Files());
        Assert.Equal("application/json", (await Blobs.GetPropertiesAsync(Name("a.json")))!.ContentType);
    }

    public void Dispose() => _folder.Dispose();

    private IEnumerable<string> Files() => Directory.GetFiles(Path.Combine(_folder.Path, "blobs"), "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    protected override async Task<string?> FollowAsync(Uri link)
    {
        var query = HttpUtility.ParseQueryString(link.Query);
        var name = link.AbsolutePath["/files/".Length..];
        return _folder.Urls.IsValid(name, query["exp"], query["sig"]) ? System.Text.Encoding.UTF8.GetString((await Blobs.ReadAllAsync(name))!) : null;
    }

    protected override Task ExpireAsync()
    {
        _folder.Time.Advance(TimeSpan.FromSeconds(1));
        return Task.CompletedTask;
    }
}

public sealed class SqliteRecordStoreTests : RecordStoreContract, IDisposable
{
    private readonly LocalFolder _folder = new();

    protected override IRecordStore Records => new SqliteRecordStore(_folder.Database);

    [Fact]
    public async Task A_page_costs_the_same_wherever_it_is()
    {
        for (var i = 0; i < 5_000; i += 100) await Records.WriteBatchAsync("items", "shop", [.. Enumerable.Range(i, 100).Select(key => new RecordWrite(RecordWriteKind.Insert, $"{key:D6}", "{}"))]);

        var first = await StepsOfAsync(() => Records.QueryAsync("items", "shop", limit: 50));
        var last = await StepsOfAsync(() => Records.QueryAsync("items", "shop", "000000", "009999", limit: 50, continuation: "004900"));
        var lastOfAll = await StepsOfAsync(() => Records.ScanAsync("items", limit: 50, continuation: "shop\n004900"));

        Assert.InRange(last, 1, first * 2);
        Assert.InRange(lastOfAll, 1, first * 2);
    }

    // Steps of SQLite's own machine, by tens.
    private async Task<int> StepsOfAsync(Func<Task<RecordPage>> query)
    {
        var steps = 0;
        SQLitePCL.delegate_progress count = _ => Interlocked.Increment(ref steps) * 0;
        _folder.Database.Read(reader => { SQLitePCL.raw.sqlite3_progress_handler(reader.Handle, 10, count, null); return 0; });
        Assert.Equal(50, (await query()).Records.Count);
        GC.KeepAlive(count);
        return steps;
    }

    public void Dispose() => _folder.Dispose();
}

public sealed class SqliteWorkQueueTests : WorkQueueContract, IDisposable
{
    private readonly LocalFolder _folder = new();

    protected override IWorkQueue Queue => new SqliteWorkQueue(_folder.Database, _folder.Time);

    public void Dispose() => _folder.Dispose();

    protected override Task SecondPassesAsync()
    {
        _folder.Time.Advance(TimeSpan.FromSeconds(1.1));
        return Task.CompletedTask;
    }
}
