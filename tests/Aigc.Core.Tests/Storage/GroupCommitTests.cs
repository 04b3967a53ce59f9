using Aigc.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Aigc.Core.Tests.Storage;

/// <summary>Writes that come while another is under way share its successor's commit, and nothing else.</summary>
public sealed class GroupCommitTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly LocalFolder _folder = new();
    private readonly ManualResetEventSlim _gate = new();

    [Fact]
    public async Task Writes_that_wait_together_are_seen_by_others_only_when_all_of_them_are_committed()
    {
        var seenBeforeCommit = -1;
        var held = HoldWriterAsync();
        var first = InsertAsync("first");
        var second = _folder.Database.WriteAsync(_ => seenBeforeCommit = Seen().Count);

        _gate.Set();
        await Task.WhenAll(held, first, second).WaitAsync(Patience);

        Assert.Equal(0, seenBeforeCommit);
        Assert.Equal(["first"], Seen());
    }

    [Fact]
    public async Task A_write_that_throws_or_takes_itself_back_costs_its_neighbours_nothing()
    {
        var held = HoldWriterAsync();
        var first = InsertAsync("first");
        var broken = _folder.Database.WriteAsync<int>(write => Insert(write, "broken") > 0 ? throw new InvalidOperationException("Half way.") : 0);
        var doubled = _folder.Database.WriteAsync(write => Insert(write, "doubled") + write.Execute("INSERT INTO records SELECT * FROM records WHERE key = $1", "first"));
        var withdrawn = _folder.Database.WriteAsync(write => Insert(write, "withdrawn"), keep: _ => false);
        var last = InsertAsync("last");

        _gate.Set();
        await Task.WhenAll(held, first, withdrawn, last).WaitAsync(Patience);

        await Assert.ThrowsAsync<InvalidOperationException>(() => broken);
        await Assert.ThrowsAsync<SqliteException>(() => doubled);
        Assert.Equal(["first", "last"], Seen());
    }

    [Fact]
    public async Task Where_the_disk_is_full_nobody_is_told_of_a_write_that_is_not_there_and_later_writes_go_on()
    {
        var held = HoldWriterAsync();
        var first = InsertAsync("first");
        var huge = _folder.Database.WriteAsync(write => write.Query(row => row.GetInt64(0), "PRAGMA max_page_count = 20").Count + Insert(write, "huge", new string('x', 400_000)));
        var last = InsertAsync("last");

        _gate.Set();
        await held.WaitAsync(Patience);
        await Assert.ThrowsAsync<SqliteException>(() => huge);
        var told = new List<string>();
        if (await SucceedsAsync(first)) told.Add("first");
        if (await SucceedsAsync(last)) told.Add("last");
        Assert.Equal(told, Seen());

        await _folder.Database.WriteAsync(write => write.Query(row => row.GetInt64(0), "PRAGMA max_page_count = 1000000").Count);
        await InsertAsync("later");
        Assert.Contains("later", Seen());
    }

    [Fact]
    public async Task Where_the_transaction_is_lost_everyone_in_it_hears_of_it_and_later_writes_go_on()
    {
        var held = HoldWriterAsync();
        var first = InsertAsync("first");
        var lost = _folder.Database.WriteAsync(write => write.Execute("ROLLBACK"));
        var last = InsertAsync("last");

        _gate.Set();
        await Task.WhenAny(Task.WhenAll(held, first, lost, last)).WaitAsync(Patience);

        Assert.False(await SucceedsAsync(first));
        Assert.False(await SucceedsAsync(lost));
        Assert.False(await SucceedsAsync(last));
        await InsertAsync("later").WaitAsync(Patience);
        Assert.Equal(["later"], Seen());
    }

    [Fact]
    public async Task What_was_queued_is_written_before_the_file_is_closed_and_nothing_is_taken_afterwards()
    {
        var held = HoldWriterAsync();
        var queued = InsertAsync("queued");

        var closed = Task.Run(_folder.Database.Dispose);
        _gate.Set();
        await Task.WhenAll(held, queued, closed).WaitAsync(Patience);

        using var again = new LocalDatabase(Path.Combine(_folder.Path, "data.db"));
        Assert.Equal(["queued"], Seen(again));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => InsertAsync("late"));
    }

    [Fact]
    public async Task Of_many_that_replace_the_same_version_in_one_commit_one_wins()
    {
        var records = new SqliteRecordStore(_folder.Database);
        var version = (await records.InsertAsync("counts", "shop", "one", "0"))!;
        var held = HoldWriterAsync();
        var replaced = Enumerable.Range(1, 50).Select(i => records.ReplaceAsync("counts", "shop", "one", $"{i}", version)).ToList();

        _gate.Set();
        await held.WaitAsync(Patience);
        var (winner, etag) = Assert.Single((await Task.WhenAll(replaced)).Index(), result => result.Item is not null);

        var stored = (await records.GetAsync("counts", "shop", "one"))!;
        Assert.Equal(($"{winner + 1}", etag), (stored.Json, stored.ETag));
    }

    public void Dispose()
    {
        _gate.Set();
        _folder.Dispose();
        _gate.Dispose();
    }

    // The writer is busy until the gate opens, so that all that is handed in meanwhile makes one group.
    private Task HoldWriterAsync()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = _folder.Database.WriteAsync(_ =>
        {
            begun.SetResult();
            return _gate.Wait(Patience);
        });
        begun.Task.Wait(Patience);
        return held;
    }

    private Task<int> InsertAsync(string key) => _folder.Database.WriteAsync(write => Insert(write, key));

    private static int Insert(LocalWriter write, string key, string json = "{}") => write.Execute("INSERT INTO records VALUES ('items', 'shop', $1, $2, 1)", key, json);

    private List<string> Seen() => Seen(_folder.Database);

    private static List<string> Seen(LocalDatabase database) => database.Read(read => read.Query(row => row.GetString(0), "SELECT key FROM records WHERE tbl = 'items' ORDER BY key"));

    private static async Task<bool> SucceedsAsync(Task write)
    {
        try
        {
            await write.WaitAsync(Patience);
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }
}
