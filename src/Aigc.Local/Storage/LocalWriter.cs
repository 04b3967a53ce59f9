using Microsoft.Data.Sqlite;

namespace Aigc.Local.Storage;

/// <summary>The one connection that writes: a transaction for a group of writes, and inside it a mark for each, so that one can be undone without its neighbours.</summary>
internal sealed class LocalWriter(string path) : LocalConnection(path, "PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8192;")
{
    private long _stored;
    private long _version;

    public bool IsBroken => !IsInTransaction;

    public void Begin()
    {
        Execute("BEGIN IMMEDIATE");
        _version = _stored = Query(row => row.GetInt64(0), "SELECT value FROM counter")[0];
    }

    public void Commit()
    {
        if (_version > _stored) Execute("UPDATE counter SET value = $1", _version);
        Execute("COMMIT");
    }

    public void Abandon()
    {
        try
        {
            if (IsInTransaction) Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // A file that does not even let go of a transaction takes no other either: the next group hears of it.
        }
    }

    public void Mark() => Execute("SAVEPOINT write");

    public void Keep() => Execute("RELEASE write");

    public void Undo()
    {
        Execute("ROLLBACK TO write");
        Execute("RELEASE write");
    }

    /// <summary>Goes up with every use, over restarts too.</summary>
    public long NextVersion() => ++_version;
}
