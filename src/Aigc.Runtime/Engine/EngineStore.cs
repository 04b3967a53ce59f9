using Microsoft.Data.Sqlite;

namespace Aigc.Runtime.Engine;

/// <summary>The SQLite file: its schema, its owner, and how it is opened.</summary>
/// <param name="migrations">What leads from schema 1 on, a script a step.</param>
internal sealed class EngineStore(string path, Durability durability = Durability.Full, IReadOnlyList<string>? migrations = null)
{
    // The schema as it was first written: never changed. What has changed since is in the migrations, which a new file goes through as well.
    private const string First = """
        CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS instances (
            id INTEGER PRIMARY KEY, instance TEXT NOT NULL UNIQUE, name TEXT NOT NULL, status INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
            generation INTEGER NOT NULL, input TEXT, output TEXT, custom TEXT, failure TEXT, parent TEXT, parent_name TEXT, parent_task INTEGER NOT NULL,
            parent_generation INTEGER NOT NULL, version TEXT, tags TEXT, start_at INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS instances_by_parent ON instances (parent) WHERE parent IS NOT NULL;
        CREATE INDEX IF NOT EXISTS instances_under_way ON instances (status) WHERE status IN (0, 6, 7);
        CREATE TABLE IF NOT EXISTS history (id INTEGER PRIMARY KEY, instance INTEGER NOT NULL, kind INTEGER NOT NULL, task INTEGER NOT NULL, name TEXT, at INTEGER NOT NULL, data TEXT, target TEXT);
        CREATE INDEX IF NOT EXISTS history_by_instance ON history (instance);
        CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY, target TEXT NOT NULL, name TEXT NOT NULL, data TEXT);
        CREATE TABLE IF NOT EXISTS payloads (hash BLOB PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
        INSERT OR IGNORE INTO meta VALUES ('schema', 1), ('epoch', 0);
        """;

    private static readonly string[] SinceFirst = [];
    private readonly IReadOnlyList<string> _migrations = migrations ?? SinceFirst;

    /// <summary>What this version writes.</summary>
    public static int SchemaVersion => 1 + SinceFirst.Length;

    /// <summary>Opens for reading and writing; WAL lets readers go on beside the writer.</summary>
    public SqliteConnection Open()
    {
        var connection = Open(SqliteOpenMode.ReadWriteCreate);
        // EXTRA for the switch alone: else the rollback journal of a new file, whose deletion is not synced, may come back after a power failure and undo the file.
        Execute(connection, $"PRAGMA synchronous=EXTRA; PRAGMA journal_mode=WAL; PRAGMA synchronous={(durability == Durability.Full ? "FULL" : "NORMAL")}; PRAGMA busy_timeout=5000; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;");
        return connection;
    }

    /// <summary>
    /// Opens for reading alone, also where there is no engine. Not as SQLite's read-only mode: that cannot read a log that a process left behind which was killed.
    /// </summary>
    public SqliteConnection OpenReadOnly()
    {
        var connection = Open(SqliteOpenMode.ReadWrite);
        Execute(connection, "PRAGMA query_only=1; PRAGMA busy_timeout=5000; PRAGMA temp_store=MEMORY;");
        return connection;
    }

    /// <summary>Brings the schema to this version and takes the file over: the new owner's epoch fences off whoever had it before.</summary>
    /// <exception cref="InvalidOperationException">A newer version wrote the file. It is left as it is.</exception>
    public long TakeOver(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        if (SchemaOf(connection, transaction) == 0) Execute(connection, First, transaction);
        var found = SchemaOf(connection, transaction);
        Demand(found, found, 1 + _migrations.Count);
        for (var step = found - 1; step < _migrations.Count; step++) Execute(connection, _migrations[(int)step], transaction);
        Execute(connection, $"UPDATE meta SET value = {1 + _migrations.Count} WHERE key = 'schema'; UPDATE meta SET value = value + 1 WHERE key = 'epoch';", transaction);
        var epoch = Scalar(connection, "SELECT value FROM meta WHERE key = 'epoch'", transaction);
        transaction.Commit();
        return epoch;
    }

    /// <summary>The schema that a file has; 0: none of ours yet.</summary>
    public static long SchemaOf(SqliteConnection connection, SqliteTransaction? transaction = null) =>
        Scalar(connection, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'meta'", transaction) == 0 ? 0 : Scalar(connection, "SELECT value FROM meta WHERE key = 'schema'", transaction);

    /// <exception cref="InvalidOperationException">A file with this schema is not one that is wanted; the message says what to do.</exception>
    public static void Demand(long found, long least, long most)
    {
        if (found > most) throw new InvalidOperationException($"The runtime's file has schema {found}, written by a newer version; this one reads up to {most}. Run that version, or give this one another file.");
        if (found < least) throw new InvalidOperationException(found == 0 ? "The file is not one of the runtime." : $"The runtime's file has schema {found}, written by an older version; start the host once to bring it to {least}.");
    }

    public static long Scalar(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        return (long)(command.ExecuteScalar() ?? 0L);
    }

    private static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(Text(mode));
        connection.Open();
        return connection;
    }

    private string Text(SqliteOpenMode mode) => new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, Mode = mode }.ToString();
}
