using Microsoft.Data.Sqlite;

namespace Aigc.Runtime.Engine;

/// <summary>The prepared statements of the writer.</summary>
internal sealed class Statements(SqliteConnection connection) : IDisposable
{
    public Statement Begin { get; } = new(connection, "BEGIN IMMEDIATE");
    public Statement Commit { get; } = new(connection, "COMMIT");
    public Statement Rollback { get; } = new(connection, "ROLLBACK");
    public Statement Epoch { get; } = new(connection, "SELECT value FROM meta WHERE key = 'epoch'");
    public Statement Create { get; } = new(connection, "INSERT INTO instances VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)");

    /// <summary>What an episode changes that leaves the instance running: no index has to follow.</summary>
    public Statement Touch { get; } = new(connection, "UPDATE instances SET updated = ?2, custom = ?3 WHERE id = ?1");
    public Statement Change { get; } = new(connection, "UPDATE instances SET status = ?2, updated = ?3, generation = ?4, input = ?5, output = ?6, custom = ?7, failure = ?8, version = ?9 WHERE id = ?1");
    public Statement History { get; } = new(connection, "INSERT INTO history (instance, kind, task, name, at, data, target) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    public Statement ClearHistory { get; } = new(connection, "DELETE FROM history WHERE instance = ?1");
    public Statement RemoveInstance { get; } = new(connection, "DELETE FROM instances WHERE id = ?1");
    public Statement Message { get; } = new(connection, "INSERT INTO messages (target, name, data) VALUES (?1, ?2, ?3)");
    public Statement ConsumeMessage { get; } = new(connection, "DELETE FROM messages WHERE id = ?1");
    public Statement Payload { get; } = new(connection, "INSERT OR IGNORE INTO payloads VALUES (?1, ?2)");

    public void Dispose()
    {
        foreach (var statement in new[] { Begin, Commit, Rollback, Epoch, Create, Touch, Change, History, ClearHistory, RemoveInstance, Message, ConsumeMessage, Payload }) statement.Dispose();
    }
}
