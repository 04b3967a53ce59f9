using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Aigc.Runtime.Engine;

/// <summary>
/// A prepared statement on SQLite's own interface: on the hot path ADO.NET costs more than the row that it writes. Parameters count from
/// 1, columns from 0. Not safe for two threads.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    // Parameters that hold something now: most rows leave the same ones empty, and need not say so again.
    private readonly bool[] _isBound;

    /// <exception cref="SqliteException">The statement cannot be understood.</exception>
    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
        _isBound = new bool[raw.sqlite3_bind_parameter_count(_statement) + 1];
    }

    public Statement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, parameter, value));
        _isBound[parameter] = true;
        return this;
    }

    public Statement Bind(int parameter, string? value)
    {
        if (value is null && !_isBound[parameter]) return this;
        _isBound[parameter] = value is not null;
        if (value is null) Check(raw.sqlite3_bind_null(_statement, parameter));
        // An empty span has no address, and SQLite takes that for NULL.
        else if (value.Length == 0) Check(raw.sqlite3_bind_text(_statement, parameter, ""));
        else BindText(parameter, value);
        return this;
    }

    public Statement Bind(int parameter, byte[] value)
    {
        Check(raw.sqlite3_bind_blob(_statement, parameter, value));
        _isBound[parameter] = true;
        return this;
    }

    /// <summary>Runs a statement that answers nothing.</summary>
    /// <exception cref="SqliteException">SQLite refused.</exception>
    public void Run()
    {
        try
        {
            Step();
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Goes to the next row; false after the last one. Reset when done: an open statement keeps its snapshot of the file.</summary>
    /// <exception cref="SqliteException">SQLite refused.</exception>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW) return true;
        if (code != raw.SQLITE_DONE) Check(code);
        return false;
    }

    public void Reset() => raw.sqlite3_reset(_statement);

    public long Integer(int column) => raw.sqlite3_column_int64(_statement, column);

    public string? Text(int column) =>
        raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL ? null : Encoding.UTF8.GetString(raw.sqlite3_column_blob(_statement, column));

    public void Dispose() => _statement.Dispose();

    private void BindText(int parameter, string value)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(value, buffer);
            Check(raw.sqlite3_bind_text(_statement, parameter, buffer.AsSpan(0, length)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
