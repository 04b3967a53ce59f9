using System.Collections.Concurrent;

namespace Aigc.Local.Storage;

/// <summary>One SQLite file for records and queues. Writes that come at the same time share one commit; readers have connections of their own and never wait.</summary>
internal sealed class LocalDatabase : IDisposable
{
    private readonly string _path;
    private readonly GroupCommit _commits;
    private readonly ConcurrentBag<LocalConnection> _readers = [];

    public LocalDatabase(string path)
    {
        _path = path;
        var writer = new LocalWriter(path);
        writer.Execute("""
            CREATE TABLE IF NOT EXISTS records (tbl TEXT NOT NULL, part TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL, etag INTEGER NOT NULL, PRIMARY KEY (tbl, part, key)) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY, queue TEXT NOT NULL, body TEXT NOT NULL, inserted INTEGER NOT NULL, visible INTEGER NOT NULL, receipt TEXT NOT NULL, tries INTEGER NOT NULL);
            CREATE INDEX IF NOT EXISTS messages_by_visibility ON messages (queue, visible);
            CREATE TABLE IF NOT EXISTS counter (id INTEGER PRIMARY KEY CHECK (id = 1), value INTEGER NOT NULL);
            INSERT OR IGNORE INTO counter VALUES (1, 0);
            """);
        _commits = new GroupCommit(writer);
    }

    /// <summary>Runs the work as one write: nothing of it stays where it throws or its outcome is not to be kept. Completes when it is on the disk.</summary>
    public Task<T> WriteAsync<T>(Func<LocalWriter, T> work, Func<T, bool>? keep = null, CancellationToken cancellationToken = default) =>
        _commits.WriteAsync(new PendingWrite<T>(work, keep ?? (_ => true)), cancellationToken);

    public T Read<T>(Func<LocalConnection, T> work)
    {
        if (!_readers.TryTake(out var reader)) reader = new LocalConnection(_path, "PRAGMA query_only=1;");
        var result = work(reader);
        // One whose work has thrown is left behind.
        _readers.Add(reader);
        return result;
    }

    public void Dispose()
    {
        _commits.Dispose();
        foreach (var reader in _readers) reader.Dispose();
    }
}
