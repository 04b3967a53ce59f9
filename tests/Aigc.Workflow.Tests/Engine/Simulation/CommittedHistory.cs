using Microsoft.Data.Sqlite;

namespace Aigc.Workflow.Tests.Engine.Simulation;

/// <summary>What has been committed so far, read beside the engine: a history only ever grows, and what it had it still has after a crash.</summary>
internal sealed class CommittedHistory
{
    private Dictionary<string, List<string>> _last = [];

    /// <summary>Reads the file after a commit, and says what is no longer as it was.</summary>
    public IEnumerable<string> Take(string file, Effects effects)
    {
        var now = Read(file);
        var defects = Shrunk(now).ToList();
        _last = now;
        foreach (var row in now.Values.SelectMany(rows => rows).Where(row => row.StartsWith("2|", StringComparison.Ordinal))) effects.Acknowledge(row.Split('"')[1]);
        return defects;
    }

    /// <summary>What was committed and is not there any more when the next process opens the file; null: nothing.</summary>
    public string? Missing(string file) => Shrunk(Read(file)).FirstOrDefault();

    private IEnumerable<string> Shrunk(Dictionary<string, List<string>> now)
    {
        foreach (var (instance, rows) in _last)
        {
            // A generation goes when the next one begins: then its instance has a later one.
            if (!now.TryGetValue(instance, out var found))
            {
                if (!now.Keys.Any(later => later.Split('#')[0] == instance.Split('#')[0])) yield return $"'{instance}' is gone";
            }
            else if (!rows.SequenceEqual(found.Take(rows.Count))) yield return $"the history of '{instance}' has lost or changed rows: {string.Join("; ", rows.Except(found))}";
        }
    }

    private static Dictionary<string, List<string>> Read(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT i.instance || '#' || i.generation, h.kind || '|' || h.task || '|' || coalesce(h.name, '') || '|' || coalesce(h.data, '') FROM instances i JOIN history h ON h.instance = i.id ORDER BY h.id";
        using var reader = command.ExecuteReader();
        var rows = new Dictionary<string, List<string>>();
        while (reader.Read())
        {
            if (!rows.TryGetValue(reader.GetString(0), out var history)) rows[reader.GetString(0)] = history = [];
            history.Add(reader.GetString(1));
        }
        return rows;
    }
}
