using Microsoft.Data.Sqlite;

namespace Aigc.Runtime.Engine;

/// <summary>The prepared statements of the writer.</summary>
internal sealed class Statements : IDisposable
{
    private readonly List<SqliteCommand> _all = [];
    private readonly SqliteConnection _connection;

    public Statements(SqliteConnection connection)
    {
        _connection = connection;
        Epoch = Prepare("SELECT value FROM meta WHERE key = 'epoch'", 0);
        Instance = Prepare("""
            INSERT INTO instances VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
            ON CONFLICT (id) DO UPDATE SET status = $4, updated = $6, generation = $7, input = $8, output = $9, custom = $10, failure = $11, version = $16
            """, 18);
        History = Prepare("INSERT INTO history (instance, kind, task, name, at, data, target) VALUES ($1, $2, $3, $4, $5, $6, $7)", 7);
        ClearHistory = Prepare("DELETE FROM history WHERE instance = $1", 1);
        RemoveInstance = Prepare("DELETE FROM instances WHERE id = $1", 1);
        Message = Prepare("INSERT INTO messages (target, name, data) VALUES ($1, $2, $3)", 3);
        ConsumeMessage = Prepare("DELETE FROM messages WHERE id = $1", 1);
        Payload = Prepare("INSERT OR IGNORE INTO payloads VALUES ($1, $2)", 2);
    }

    public SqliteCommand Epoch { get; }
    public SqliteCommand Instance { get; }
    public SqliteCommand History { get; }
    public SqliteCommand ClearHistory { get; }
    public SqliteCommand RemoveInstance { get; }
    public SqliteCommand Message { get; }
    public SqliteCommand ConsumeMessage { get; }
    public SqliteCommand Payload { get; }

    public void Use(SqliteTransaction transaction)
    {
        foreach (var command in _all) command.Transaction = transaction;
    }

    public static void Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }

    public void Dispose() => _all.ForEach(command => command.Dispose());

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
        _all.Add(command);
        return command;
    }
}
