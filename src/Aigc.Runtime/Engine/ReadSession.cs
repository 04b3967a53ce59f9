using Microsoft.Data.Sqlite;

namespace Aigc.Runtime.Engine;

/// <summary>A connection for reading, with the statements that were prepared on it. One reader at a time.</summary>
internal sealed class ReadSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, Statement> _prepared = new(StringComparer.Ordinal);

    /// <summary>The rows that a query selects, read while they are asked for.</summary>
    public IEnumerable<T> Select<T>(string sql, Func<Statement, T> row, params object[] values)
    {
        var statement = Prepared(sql);
        for (var i = 0; i < values.Length; i++) Bind(statement, i + 1, values[i]);
        try
        {
            while (statement.Step()) yield return row(statement);
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>From here on everything is read as it was at this moment, until the session ends.</summary>
    public void Freeze()
    {
        using var begin = new Statement(connection, "BEGIN");
        using var look = new Statement(connection, "SELECT 1 FROM meta");
        begin.Run();
        look.Run();
    }

    public void Dispose()
    {
        foreach (var statement in _prepared.Values) statement.Dispose();
        connection.Dispose();
    }

    private Statement Prepared(string sql)
    {
        if (!_prepared.TryGetValue(sql, out var statement)) _prepared[sql] = statement = new Statement(connection, sql);
        return statement;
    }

    private static void Bind(Statement statement, int parameter, object value)
    {
        if (value is string text) statement.Bind(parameter, text);
        else if (value is byte[] bytes) statement.Bind(parameter, bytes);
        else statement.Bind(parameter, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
    }
}
