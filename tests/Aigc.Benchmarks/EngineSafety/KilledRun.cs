using System.Collections.Concurrent;
using Aigc.Runtime.Operations;
using Microsoft.Data.Sqlite;

namespace Aigc.Benchmarks.EngineSafety;

/// <summary>One run of 10,000 items over all its lives, and what is known of it from outside.</summary>
internal sealed class KilledRun(string folder, KillTotals totals)
{
    private readonly ConcurrentDictionary<string, byte> _told = [];
    private readonly HashSet<string> _durable = [];
    private readonly HashSet<string> _countedLost = [];
    private long _read;

    public string Folder => folder;

    public KillTotals Totals => totals;

    private string Database => Path.Combine(folder, "runtime.db");

    public void Hear(string line) => _told.TryAdd(line, 0);

    /// <summary>After each kill: all that was told, and all that was in the file before, is in the file now; nothing of that was done again.</summary>
    public void CheckAfterKill()
    {
        totals.DoneAgain += NewLines().Count(line => line.StartsWith("run ", StringComparison.Ordinal) && _durable.Contains("done " + line[4..]));
        var now = ReadDurable();
        totals.Lost += _told.Keys.Concat(_durable).Distinct().Count(fact => !now.Contains(fact) && _countedLost.Add(fact));
        _durable.UnionWith(now);
        if (totals.Kills % 5 != 0) return;
        totals.Checks++;
        if (FileCheck.Run(Database).Count > 0) totals.BrokenFiles++;
    }

    public void CheckAtEnd()
    {
        CheckAfterKill();
        totals.Acknowledged += _durable.Count;
        var journal = File.ReadAllLines(Path.Combine(folder, "journal"));
        totals.Executions += journal.Count(line => line.StartsWith("run ", StringComparison.Ordinal));
        var effects = journal.Where(line => line.StartsWith("effect ", StringComparison.Ordinal)).ToList();
        totals.Doubled += effects.Count - effects.Distinct().Count();
        // A process that died between the effect and its line has made the effect all the same.
        totals.Effects += Directory.GetFiles(Path.Combine(folder, "effects")).Length;
        totals.Lost += ItemsChild.Pages * ItemsChild.ItemsPerPage - Directory.GetFiles(Path.Combine(folder, "effects")).Length;
    }

    private List<string> NewLines()
    {
        using var journal = new FileStream(Path.Combine(folder, "journal"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        journal.Seek(_read, SeekOrigin.Begin);
        using var reader = new StreamReader(journal);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        _read = journal.Length;
        return lines;
    }

    private HashSet<string> ReadDurable()
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False;Mode=ReadOnly");
        connection.Open();
        var facts = new HashSet<string>();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT 'started ' || instance FROM instances UNION ALL SELECT 'ended ' || instance FROM instances WHERE status = 1
            UNION ALL SELECT 'done ' || trim(data, '"') FROM history WHERE kind = 2
            """;
        using var reader = command.ExecuteReader();
        while (reader.Read()) facts.Add(reader.GetString(0));
        return facts;
    }
}
