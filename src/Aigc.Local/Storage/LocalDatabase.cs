using Microsoft.Data.Sqlite;

namespace Aigc.Local.Storage;

/// <summary>One SQLite file for records and queues. Writers take turns on one connection; readers have their own and never wait.</summary>
internal sealed class LocalDatabase : IDisposable
{
    private readonly string _connectionString;
    private readonly SqliteConnection _writer;
    private readonly Lock _turn = new();

    public LocalDatabase(string path)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true }.ToString();
        _writer = Open();
        Execute(_writer, null, """
            CREATE TABLE IF NOT EXISTS records (tbl TEXT NOT NULL, part TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL, etag INTEGER NOT NULL, PRIMARY KEY (tbl, part, key)) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY, queue TEXT NOT NULL, body TEXT NOT NULL, inserted INTEGER NOT NULL, visible INTEGER NOT NULL, receipt TEXT NOT NULL, tries INTEGER NOT NULL);
            CREATE INDEX IF NOT EXISTS messages_by_visibility ON messages (queue, visible);
            CREATE TABLE IF NOT EXISTS counter (id INTEGER PRIMARY KEY CHECK (id = 1), value INTEGER NOT NULL);
            INSERT OR IGNORE INTO counter VALUES (1, 0);
            """);
    }

    /// <summary>Runs one transaction; nothing of it stays where the work throws or gives false.</summary>
    public T Write<T>(Func<LocalTransaction, T> work, Func<T, bool>? commit = null)
    {
        lock (_turn)
        {
            using var transaction = _writer.BeginTransaction(deferred: false);
            var result = work(new LocalTransaction(_writer, transaction));
            if (commit is null || commit(result)) transaction.Commit();
            return result;
        }
    }

    public T Read<T>(Func<LocalTransaction, T> work)
    {
        using var connection = Open();
        return work(new LocalTransaction(connection, null));
    }

    public void Dispose()
    {
        SqliteConnection.ClearPool(_writer);
        _writer.Dispose();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        Execute(connection, null, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000;");
        return connection;
    }

    internal static int Execute(SqliteConnection connection, SqliteTransaction? transaction, string sql, params ReadOnlySpan<object> values)
    {
        using var command = Command(connection, transaction, sql, values);
        return command.ExecuteNonQuery();
    }

    internal static SqliteCommand Command(SqliteConnection connection, SqliteTransaction? transaction, string sql, params ReadOnlySpan<object> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue("$" + (i + 1), values[i]);
        return command;
    }
}

/// <summary>What a piece of work may do with the database.</summary>
internal readonly struct LocalTransaction(SqliteConnection connection, SqliteTransaction? transaction)
{
    public int Execute(string sql, params ReadOnlySpan<object> values) => LocalDatabase.Execute(connection, transaction, sql, values);

    public List<T> Query<T>(Func<SqliteDataReader, T> read, string sql, params ReadOnlySpan<object> values)
    {
        using var command = LocalDatabase.Command(connection, transaction, sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>Goes up with every use, over restarts too.</summary>
    public long NextVersion() => Query(row => row.GetInt64(0), "UPDATE counter SET value = value + 1 RETURNING value")[0];
}
