using System.Diagnostics;
using Aigc.Runtime;
using Aigc.Runtime.Engine;

namespace Aigc.Benchmarks.Engine;

/// <summary>What the disk and SQLite allow: rows of the engine's own schema, prepared, 1,000 a commit, FULL, and nothing else.</summary>
internal static class RawAppend
{
    private const int Commits = 60;
    private const int RowsInCommit = 1_000;
    private const int Instances = 200;

    public static double RowsPerSecond(string database)
    {
        var store = new EngineStore(database, Durability.Full);
        using var connection = store.Open();
        store.TakeOver(connection);
        using var begin = new Statement(connection, "BEGIN IMMEDIATE");
        using var commit = new Statement(connection, "COMMIT");
        using var insert = new Statement(connection, "INSERT INTO history (instance, kind, task, name, at, data, target) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Commits; i++)
        {
            begin.Run();
            for (var row = 0; row < RowsInCommit; row++)
                insert.Bind(1, (1L << 40) + (row % Instances)).Bind(2, 20).Bind(3, row).Bind(4, "Echo").Bind(5, 639_000_000_000_000_000).Bind(6, "12345").Bind(7, (string?)null).Run();
            commit.Run();
        }
        return Commits * RowsInCommit / watch.Elapsed.TotalSeconds;
    }
}
