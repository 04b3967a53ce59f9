using Aigc.Runtime.Engine;
using Microsoft.Data.Sqlite;

namespace Aigc.Runtime.Operations;

/// <summary>
/// Holds a runtime's file against what the engine promises of it, in one read transaction: it may be run beside a host. SQLite's own check
/// looks at pages; the rules here look at what the rows say.
/// </summary>
public static class FileCheck
{
    private const int MostNamed = 5;
    private const string Incoming = "(1, 2, 3, 4, 5, 6, 7, 8)";
    private const string Completions = "(2, 3, 4)";
    private const string Calls = "(20, 21, 22)";

    // Each query names the instances that break the rule.
    private static readonly (string Rule, string Sql)[] Rules =
    [
        ("history without an instance", "SELECT DISTINCT 'key ' || instance FROM history WHERE instance NOT IN (SELECT id FROM instances)"),
        ("a slot asked for twice", "SELECT i.instance || ' slot ' || h.task FROM history h JOIN instances i ON i.id = h.instance WHERE h.kind >= 20 GROUP BY h.instance, h.task HAVING count(*) > 1"),
        ("slots that are not counted from 0 without a gap", "SELECT i.instance FROM history h JOIN instances i ON i.id = h.instance WHERE h.kind >= 20 GROUP BY h.instance HAVING min(h.task) <> 0 OR max(h.task) <> count(DISTINCT h.task) - 1"),
        ("a call completed twice", $"SELECT i.instance || ' slot ' || h.task FROM history h JOIN instances i ON i.id = h.instance WHERE h.kind IN {Completions} GROUP BY h.instance, h.task HAVING count(*) > 1"),
        ("a completion of what was never asked for before it", $"SELECT i.instance || ' slot ' || h.task FROM history h JOIN instances i ON i.id = h.instance WHERE h.kind IN {Completions} AND NOT EXISTS (SELECT 1 FROM history c WHERE c.instance = h.instance AND c.task = h.task AND c.kind IN {Calls} AND c.id < h.id)"),
        ("a history that does not begin with one start", "SELECT i.instance FROM instances i WHERE (SELECT count(*) FROM history h WHERE h.instance = i.id AND h.kind = 1) <> 1 OR (SELECT h.kind FROM history h WHERE h.instance = i.id ORDER BY h.id LIMIT 1) <> 1"),
        ("time that runs backwards", $"SELECT DISTINCT instance FROM (SELECT i.instance, h.at, lag(h.at) OVER (PARTITION BY h.instance ORDER BY h.id) AS before FROM history h JOIN instances i ON i.id = h.instance WHERE h.kind IN {Incoming}) WHERE at < before"),
        ("a status that is none", "SELECT instance FROM instances WHERE status NOT IN (0, 1, 3, 5, 6, 7)"),
        ("an end while still under way", "SELECT instance FROM instances WHERE status IN (0, 6, 7) AND (output IS NOT NULL OR failure IS NOT NULL)"),
        ("a payload that is gone", $"SELECT i.instance FROM history h JOIN instances i ON i.id = h.instance WHERE h.data LIKE '{Payloads.Mark}%' AND unhex(substr(h.data, {Payloads.MarkLength} + 1)) NOT IN (SELECT hash FROM payloads)"),
    ];

    /// <summary>What is wrong with the file, one sentence each; empty where nothing is.</summary>
    /// <exception cref="SqliteException">It is not a SQLite file at all, or cannot be read.</exception>
    public static IReadOnlyList<string> Run(string path)
    {
        using var connection = new EngineStore(path).OpenReadOnly();
        using var transaction = connection.BeginTransaction(deferred: true);
        var defects = Texts(connection, "PRAGMA integrity_check").Where(said => said != "ok").Select(said => "SQLite: " + said).ToList();
        EngineStore.Demand(EngineStore.SchemaOf(connection, transaction), EngineStore.SchemaVersion, EngineStore.SchemaVersion);
        foreach (var (rule, sql) in Rules) Add(defects, rule, Texts(connection, sql));
        Add(defects, "a payload that is not what its hash says", Forged(connection));
        return defects;
    }

    private static void Add(List<string> defects, string rule, IReadOnlyList<string> where)
    {
        if (where.Count == 0) return;
        defects.Add($"{rule}: {string.Join(", ", where.Take(MostNamed))}{(where.Count > MostNamed ? $" and {where.Count - MostNamed} more" : "")}");
    }

    private static List<string> Forged(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT hash, body FROM payloads";
        using var reader = command.ExecuteReader();
        var forged = new List<string>();
        while (reader.Read())
            if (!Payloads.HashOf(reader.GetString(1)).AsSpan().SequenceEqual(reader.GetFieldValue<byte[]>(0))) forged.Add(Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(0)));
        return forged;
    }

    private static List<string> Texts(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read()) texts.Add(reader.GetString(0));
        return texts;
    }
}
