using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Aigc.Runtime.Engine;

/// <summary>Writes units with prepared statements. Every transaction first checks that this process still owns the file.</summary>
internal sealed class CommitWriter : IDisposable
{
    private const int PageBytes = 4_096;
    private const int CacheWrites = 9; // SQLITE_DBSTATUS_CACHE_WRITE: pages that went to the log since it was last asked.
    private const int MostPages = 4_000;
    private readonly SqliteConnection _connection;
    private readonly Statements _sql;
    private readonly long _epoch;
    private readonly int _payloadThreshold;
    private readonly Action<WriteBoundary> _at;
    // Of the group that is written: the last state of each instance whose row is, and how much of it. Written once, with the first of its units.
    private readonly Dictionary<long, (InstanceRow Last, InstanceChange Change)> _instances = [];
    private int _pages;
    private long _heldBack;

    public CommitWriter(SqliteConnection connection, long epoch, int payloadThreshold, EngineSeams seams)
    {
        _connection = connection;
        _epoch = epoch;
        _payloadThreshold = payloadThreshold;
        _at = seams.AtBoundary;
        _sql = new Statements(connection);
        raw.sqlite3_wal_autocheckpoint(connection.Handle, 0);
    }

    /// <exception cref="FencedException">Another process has taken the file over.</exception>
    public void Write(IReadOnlyList<CommitUnit> units)
    {
        _at(WriteBoundary.Begin);
        _sql.Begin.Run();
        try
        {
            CheckOwner();
            Gather(units);
            foreach (var unit in units)
            {
                Write(unit);
                _at(WriteBoundary.Unit);
            }
            _at(WriteBoundary.Commit);
            _sql.Commit.Run();
        }
        // Some errors have rolled the transaction back already.
        catch when (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            _sql.Rollback.Run();
            throw;
        }
        _at(WriteBoundary.Committed);
    }

    /// <summary>
    /// Brings the write-ahead log into the file once it has grown by <see cref="MostPages"/>. Between commits and by the writer, so that the
    /// log starts from its beginning again: beside a checkpoint on another thread it would grow for as long as the writing goes on.
    /// </summary>
    /// <returns>Bytes of the log that could not be brought in, because somebody still reads an older state of the file.</returns>
    public long Checkpoint()
    {
        raw.sqlite3_db_status(_connection.Handle, CacheWrites, out var written, out _, resetFlg: 1);
        _pages += written;
        if (_pages < MostPages && _heldBack == 0) return 0;
        _pages = 0;
        raw.sqlite3_wal_checkpoint_v2(_connection.Handle, null, raw.SQLITE_CHECKPOINT_PASSIVE, out var inLog, out var done);
        return _heldBack = Math.Max(0L, inLog - done) * PageBytes;
    }

    public void Dispose()
    {
        _sql.Dispose();
        _connection.Dispose();
    }

    private void CheckOwner()
    {
        var owns = _sql.Epoch.Step() && _sql.Epoch.Integer(0) == _epoch;
        _sql.Epoch.Reset();
        if (!owns) throw new FencedException();
    }

    private void Gather(IReadOnlyList<CommitUnit> units)
    {
        _instances.Clear();
        foreach (var unit in units)
        {
            if (unit.Change == InstanceChange.None || unit.Instance is not { } instance) continue;
            ref var gathered = ref CollectionsMarshal.GetValueRefOrAddDefault(_instances, instance.Id, out _);
            gathered = (instance, (InstanceChange)Math.Max((int)gathered.Change, (int)unit.Change));
        }
    }

    private void Write(CommitUnit unit)
    {
        if (unit.Replaces != 0) Remove(unit.Replaces);
        foreach (var message in unit.ConsumedMessages) _sql.ConsumeMessage.Bind(1, message).Run();
        if (unit.Instance is not { } instance) return;
        if (unit.ClearHistory) _sql.ClearHistory.Bind(1, instance.Id).Run();
        if (unit.Change != InstanceChange.None && _instances.Remove(instance.Id, out var gathered)) Write(gathered.Last, gathered.Change);
        for (var i = 0; i < unit.Rows.Count; i++) Write(instance.Id, unit.Rows[i]);
        foreach (var sent in unit.Sent)
        {
            _sql.Message.Bind(1, sent.Target).Bind(2, sent.Name).Bind(3, Stored(sent.Data)).Run();
            sent.Id = raw.sqlite3_last_insert_rowid(_connection.Handle);
        }
    }

    private void Write(InstanceRow i, InstanceChange change)
    {
        if (change == InstanceChange.Touched) _sql.Touch.Bind(1, i.Id).Bind(2, i.UpdatedAt).Bind(3, Stored(i.CustomStatus)).Run();
        else if (change == InstanceChange.Changed)
            _sql.Change.Bind(1, i.Id).Bind(2, (long)i.Status).Bind(3, i.UpdatedAt).Bind(4, i.Generation).Bind(5, Stored(i.Input)).Bind(6, Stored(i.Output))
                .Bind(7, Stored(i.CustomStatus)).Bind(8, i.Failure).Bind(9, i.Version).Run();
        else
            _sql.Create.Bind(1, i.Id).Bind(2, i.InstanceId).Bind(3, i.Name).Bind(4, (long)i.Status).Bind(5, i.CreatedAt).Bind(6, i.UpdatedAt).Bind(7, i.Generation)
                .Bind(8, Stored(i.Input)).Bind(9, Stored(i.Output)).Bind(10, Stored(i.CustomStatus)).Bind(11, i.Failure).Bind(12, i.ParentId).Bind(13, i.ParentName)
                .Bind(14, i.ParentTask).Bind(15, i.ParentGeneration).Bind(16, i.Version).Bind(17, i.Tags).Bind(18, i.StartAt).Run();
    }

    private void Write(long instance, HistoryRow row) =>
        _sql.History.Bind(1, instance).Bind(2, (long)row.Kind).Bind(3, row.Task).Bind(4, row.Name).Bind(5, row.At).Bind(6, Stored(row.Data)).Bind(7, row.Target).Run();

    private void Remove(long instance)
    {
        _sql.ClearHistory.Bind(1, instance).Run();
        _sql.RemoveInstance.Bind(1, instance).Run();
    }

    private string? Stored(string? data)
    {
        if (data is null || data.Length <= _payloadThreshold) return data;
        var hash = Payloads.HashOf(data);
        _sql.Payload.Bind(1, hash).Bind(2, data).Run();
        return Payloads.ClaimOf(hash);
    }
}

/// <summary>This process no longer owns the runtime's file.</summary>
public sealed class FencedException() : InvalidOperationException("Another process has taken over the runtime's file; this one stops writing.");
