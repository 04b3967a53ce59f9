using Microsoft.Data.Sqlite;

namespace Aigc.Runtime.Engine;

/// <summary>The SQLite file: its schema, its owner, and how it is opened.</summary>
internal sealed class EngineStore(EngineOptions options)
{
    private const int SchemaVersion = 1;

    private const string Schema = """
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
        """;

    private readonly string _connection = new SqliteConnectionStringBuilder { DataSource = options.DatabasePath, Pooling = true }.ToString();

    /// <summary>Opens for reading and writing; WAL lets readers go on beside the writer.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        Execute(connection, $"PRAGMA journal_mode=WAL; PRAGMA synchronous={(options.Durability == Durability.Full ? "FULL" : "NORMAL")}; PRAGMA busy_timeout=5000; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;");
        return connection;
    }

    /// <summary>Brings the schema and takes the file over: the new owner's epoch fences off whoever had it before.</summary>
    public long TakeOver(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        Execute(connection, Schema, transaction);
        Execute(connection, $"INSERT OR IGNORE INTO meta VALUES ('schema', {SchemaVersion}), ('epoch', 0); UPDATE meta SET value = value + 1 WHERE key = 'epoch';", transaction);
        var found = Scalar(connection, "SELECT value FROM meta WHERE key = 'schema'", transaction);
        if (found != SchemaVersion) throw new InvalidOperationException($"The runtime's file has schema {found}; this version reads {SchemaVersion}.");
        var epoch = Scalar(connection, "SELECT value FROM meta WHERE key = 'epoch'", transaction);
        transaction.Commit();
        return epoch;
    }

    /// <summary>Closes every pooled handle of the file.</summary>
    public void Release()
    {
        using var connection = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(connection);
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
}
