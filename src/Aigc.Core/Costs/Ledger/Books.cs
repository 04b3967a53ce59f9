using Aigc.Core.Storage;

namespace Aigc.Core.Costs;

/// <summary>
/// Records that must change together. The callers of this process share transactions; where another process was faster, the shared change
/// is made again from what stands there now, so that in each round one of the processes gets on.
/// </summary>
internal sealed class Books
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);
    private readonly IRecordStore _records;
    private readonly TimeProvider _time;
    private readonly string _table;
    private readonly CommitLine _line;

    public Books(IRecordStore records, TimeProvider time, string table)
    {
        (_records, _time, _table) = (records, time, table);
        _line = new(CommitAsync);
    }

    public Task ChangeAsync(string partition, IReadOnlyList<string> keys, Action<RecordSheet> change) => _line.JoinAsync(partition, new(keys, change));

    private async Task CommitAsync(string partition, IReadOnlyList<Change> changes)
    {
        var keys = changes.SelectMany(change => change.Keys).Distinct(StringComparer.Ordinal).ToList();
        for (var attempt = 0; ; attempt++)
        {
            var sheet = await RecordSheet.ReadAsync(_records, _table, partition, keys, CancellationToken.None);
            foreach (var change in changes) change.Apply(sheet);
            if (await sheet.WriteAsync(_records, _table, partition, CancellationToken.None)) return;
            await Task.Delay(Pause(attempt), _time);
        }
    }

    // Drawn at random, so that processes that collided do not meet again at the next try.
    private static TimeSpan Pause(int attempt) => Random.Shared.NextDouble() * TimeSpan.FromMilliseconds(Math.Min(LongestPause.TotalMilliseconds, 5 << Math.Min(attempt, 10)));
}
