using Microsoft.Data.Sqlite;

namespace Aigc.Runtime.Engine;

/// <summary>Writes units with prepared statements. Every transaction first checks that this process still owns the file.</summary>
internal sealed class CommitWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Statements _sql;
    private readonly long _epoch;
    private readonly int _payloadThreshold;
    private readonly Action<WriteBoundary> _at;

    public CommitWriter(SqliteConnection connection, long epoch, int payloadThreshold, EngineSeams seams)
    {
        _connection = connection;
        _epoch = epoch;
        _payloadThreshold = payloadThreshold;
        _at = seams.AtBoundary;
        _sql = new Statements(connection);
    }

    /// <exception cref="FencedException">Another process has taken the file over.</exception>
    public void Write(IReadOnlyList<CommitUnit> units)
    {
        _at(WriteBoundary.Begin);
        using var transaction = _connection.BeginTransaction(deferred: false);
        _sql.Use(transaction);
        if ((long)_sql.Epoch.ExecuteScalar()! != _epoch) throw new FencedException();
        foreach (var unit in units)
        {
            Write(unit);
            _at(WriteBoundary.Unit);
        }
        _at(WriteBoundary.Commit);
        transaction.Commit();
        _at(WriteBoundary.Committed);
    }

    public void Dispose() => _sql.Dispose();

    private void Write(CommitUnit unit)
    {
        if (unit.Replaces != 0) Remove(unit.Replaces);
        foreach (var message in unit.ConsumedMessages) Statements.Run(_sql.ConsumeMessage, message);
        if (unit.Instance is not { } i) return;
        if (unit.ClearHistory) Statements.Run(_sql.ClearHistory, i.Id);
        Statements.Run(_sql.Instance, i.Id, i.InstanceId, i.Name, (long)i.Status, i.CreatedAt, i.UpdatedAt, i.Generation, Stored(i.Input), Stored(i.Output), Stored(i.CustomStatus), i.Failure,
            i.ParentId, i.ParentName, (long)i.ParentTask, i.ParentGeneration, i.Version, i.Tags, i.StartAt);
        foreach (var row in unit.Rows) Statements.Run(_sql.History, i.Id, (long)row.Kind, (long)row.Task, row.Name, row.At, Stored(row.Data), row.Target);
        foreach (var sent in unit.Sent)
        {
            Statements.Run(_sql.Message, sent.Target, sent.Name, Stored(sent.Data));
            sent.Id = SQLitePCL.raw.sqlite3_last_insert_rowid(_connection.Handle);
        }
    }

    private void Remove(long instance)
    {
        Statements.Run(_sql.ClearHistory, instance);
        Statements.Run(_sql.RemoveInstance, instance);
    }

    private string? Stored(string? data)
    {
        if (data is null || data.Length <= _payloadThreshold) return data;
        var hash = Payloads.HashOf(data);
        Statements.Run(_sql.Payload, hash, data);
        return Payloads.ClaimOf(hash);
    }
}

/// <summary>This process no longer owns the runtime's file.</summary>
public sealed class FencedException() : InvalidOperationException("Another process has taken over the runtime's file; this one stops writing.");
