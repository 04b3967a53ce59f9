using Microsoft.Data.Sqlite;

namespace Aigc.Local.Storage;

/// <summary>A connection that keeps its statements prepared. One user at a time.</summary>
internal class LocalConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);

    public LocalConnection(string path, string pragmas)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        Execute("PRAGMA busy_timeout=10000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; " + pragmas);
    }

    public SQLitePCL.sqlite3 Handle => _connection.Handle!;

    /// <summary>False where SQLite has rolled back by itself: the disk is full, say.</summary>
    protected bool IsInTransaction => SQLitePCL.raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>The number of rows that were changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object> values) => Statement(sql, values).ExecuteNonQuery();

    public List<T> Query<T>(Func<SqliteDataReader, T> read, string sql, params ReadOnlySpan<object> values)
    {
        using var reader = Statement(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Statement(string sql, ReadOnlySpan<object> values)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = _statements[sql] = _connection.CreateCommand();
            statement.CommandText = sql;
            for (var i = 1; i <= values.Length; i++) statement.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
        }
        for (var i = 0; i < values.Length; i++) statement.Parameters[i].Value = values[i];
        return statement;
    }
}
