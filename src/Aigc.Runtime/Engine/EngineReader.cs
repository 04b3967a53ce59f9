using Microsoft.Data.Sqlite;

namespace Aigc.Runtime.Engine;

/// <summary>Reads committed state. Each call has its own (pooled) connection, so readers do not wait for the writer.</summary>
internal sealed class EngineReader(EngineStore store, bool readOnly = false)
{
    private const string Columns = "id, instance, name, status, created, updated, generation, input, output, custom, failure, parent, parent_name, parent_task, parent_generation, version, tags, start_at";

    public InstanceRow? Find(string instanceId) => Instances("WHERE instance = $1", payloads: true, instanceId).FirstOrDefault();

    public IReadOnlyList<InstanceRow> UnderWay() => Instances("WHERE status IN (0, 6, 7) ORDER BY id", payloads: false);

    public IReadOnlyList<InstanceRow> ChildrenOf(string instanceId) => Instances("WHERE parent = $1", payloads: false, instanceId);

    /// <summary>Instances that a filter of SQL conditions selects, by id.</summary>
    public IReadOnlyList<InstanceRow> Select(string filter, bool payloads, params object[] values) => Instances(filter, payloads, values);

    /// <summary>The highest number drawn so far, as a key or as a generation.</summary>
    public long LastNumber()
    {
        using var connection = Open();
        return EngineStore.Scalar(connection, "SELECT coalesce(max(max(id), max(generation), max(parent_generation)), 0) FROM instances");
    }

    public IReadOnlyList<HistoryRow> History(long instance)
    {
        using var connection = Open();
        using var command = Command(connection, "SELECT kind, task, name, at, data, target FROM history WHERE instance = $1 ORDER BY id", instance);
        using var reader = command.ExecuteReader();
        var rows = new List<HistoryRow>();
        while (reader.Read()) rows.Add(new((EventKind)reader.GetInt32(0), reader.GetInt32(1), Text(reader, 2), reader.GetInt64(3), Resolved(connection, Text(reader, 4)), Text(reader, 5)));
        return rows;
    }

    /// <summary>Rows of all instances under way, in order, without the payloads of what came in.</summary>
    public IEnumerable<(long Instance, HistoryRow Row)> Outstanding()
    {
        using var connection = Open();
        using var command = Command(connection, """
            SELECT h.instance, h.kind, h.task, h.name, h.at, CASE WHEN h.kind >= 20 THEN h.data END, h.target
            FROM history h JOIN instances i ON i.id = h.instance WHERE i.status IN (0, 6, 7) ORDER BY h.instance, h.id
            """);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return (reader.GetInt64(0), new((EventKind)reader.GetInt32(1), reader.GetInt32(2), Text(reader, 3), reader.GetInt64(4), Resolved(connection, Text(reader, 5)), Text(reader, 6)));
    }

    public IReadOnlyList<(long Id, string Target, string Name, string? Data)> Messages()
    {
        using var connection = Open();
        using var command = Command(connection, "SELECT id, target, name, data FROM messages ORDER BY id");
        using var reader = command.ExecuteReader();
        var messages = new List<(long, string, string, string?)>();
        while (reader.Read()) messages.Add((reader.GetInt64(0), reader.GetString(1), reader.GetString(2), Resolved(connection, Text(reader, 3))));
        return messages;
    }

    private SqliteConnection Open() => readOnly ? store.OpenReadOnly() : store.Open();

    private List<InstanceRow> Instances(string filter, bool payloads, params object[] values)
    {
        using var connection = Open();
        using var command = Command(connection, $"SELECT {Columns} FROM instances {filter}", values);
        using var reader = command.ExecuteReader();
        var found = new List<InstanceRow>();
        while (reader.Read()) found.Add(Row(connection, reader, payloads));
        return found;
    }

    private static InstanceRow Row(SqliteConnection connection, SqliteDataReader reader, bool payloads) => new()
    {
        Id = reader.GetInt64(0),
        InstanceId = reader.GetString(1),
        Name = reader.GetString(2),
        Status = (InstanceStatus)reader.GetInt32(3),
        CreatedAt = reader.GetInt64(4),
        UpdatedAt = reader.GetInt64(5),
        Generation = reader.GetInt64(6),
        Input = payloads ? Resolved(connection, Text(reader, 7)) : Text(reader, 7),
        Output = payloads ? Resolved(connection, Text(reader, 8)) : Text(reader, 8),
        CustomStatus = payloads ? Resolved(connection, Text(reader, 9)) : Text(reader, 9),
        Failure = Text(reader, 10),
        ParentId = Text(reader, 11),
        ParentName = Text(reader, 12),
        ParentTask = reader.GetInt32(13),
        ParentGeneration = reader.GetInt64(14),
        Version = Text(reader, 15),
        Tags = Text(reader, 16),
        StartAt = reader.GetInt64(17),
    };

    private static string? Resolved(SqliteConnection connection, string? data)
    {
        if (!Payloads.IsClaim(data)) return data;
        using var command = Command(connection, "SELECT body FROM payloads WHERE hash = $1", Payloads.HashOfClaim(data!));
        return (string?)command.ExecuteScalar() ?? throw new InvalidOperationException("A payload of the history is gone.");
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params object[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue("$" + (i + 1), values[i]);
        return command;
    }

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
