namespace Aigc.Runtime.Engine;

/// <summary>How rows of the file are read: the one place that knows the order of their columns.</summary>
internal static class StoredRows
{
    // Of one that runs its last history row tells the time.
    private const string Updated = "CASE status WHEN 0 THEN max(updated, ifnull((SELECT at FROM history WHERE history.instance = instances.id ORDER BY history.id DESC LIMIT 1), 0)) ELSE updated END";
    private const string InstanceColumns = $"id, instance, name, status, created, {Updated}, generation, input, output, custom, failure, parent, parent_name, parent_task, parent_generation, version, tags, start_at";

    /// <param name="filter">SQL from WHERE on.</param>
    /// <param name="payloads">Whether claims are redeemed.</param>
    public static IEnumerable<InstanceRow> Instances(this ReadSession session, string filter, bool payloads, params object[] values) =>
        session.Select($"SELECT {InstanceColumns} FROM instances {filter}", row => Instance(session, row, payloads), values);

    public static IEnumerable<HistoryRow> History(this ReadSession session, long instance) =>
        session.Select("SELECT kind, task, name, at, data, target FROM history WHERE instance = ?1 ORDER BY id", row => History(session, row), instance);

    /// <summary>History without the payloads of what came in: enough to tell what is open.</summary>
    public static IEnumerable<HistoryRow> Outline(this ReadSession session, long instance) => session.Select(
        "SELECT kind, task, name, at, CASE WHEN kind >= 20 THEN data END, target FROM history WHERE instance = ?1 ORDER BY id", row => History(session, row), instance);

    public static IEnumerable<(long Id, string Target, string Name, string? Data)> Messages(this ReadSession session) =>
        session.Select("SELECT id, target, name, data FROM messages ORDER BY id", row => (row.Integer(0), row.Text(1)!, row.Text(2)!, Resolved(session, row.Text(3))));

    private static InstanceRow Instance(ReadSession session, Statement row, bool payloads) => new()
    {
        Id = row.Integer(0),
        InstanceId = row.Text(1)!,
        Name = row.Text(2)!,
        Status = (InstanceStatus)row.Integer(3),
        CreatedAt = row.Integer(4),
        UpdatedAt = row.Integer(5),
        Generation = row.Integer(6),
        Input = payloads ? Resolved(session, row.Text(7)) : row.Text(7),
        Output = payloads ? Resolved(session, row.Text(8)) : row.Text(8),
        CustomStatus = payloads ? Resolved(session, row.Text(9)) : row.Text(9),
        Failure = row.Text(10),
        ParentId = row.Text(11),
        ParentName = row.Text(12),
        ParentTask = (int)row.Integer(13),
        ParentGeneration = row.Integer(14),
        Version = row.Text(15),
        Tags = row.Text(16),
        StartAt = row.Integer(17),
    };

    private static HistoryRow History(ReadSession session, Statement row) =>
        new((EventKind)row.Integer(0), (int)row.Integer(1), row.Text(2), row.Integer(3), Resolved(session, row.Text(4)), row.Text(5));

    private static string? Resolved(ReadSession session, string? data)
    {
        if (!Payloads.IsClaim(data)) return data;
        return session.Select("SELECT body FROM payloads WHERE hash = ?1", body => body.Text(0), Payloads.HashOfClaim(data!)).FirstOrDefault()
            ?? throw new InvalidOperationException("A payload of the history is gone.");
    }
}
