namespace Aigc.Core.Costs;

/// <summary>
/// A line for each partition. Callers hand in what they want changed, and one of them carries everything that waits, a transaction at a
/// time. However many callers want the same account, this process writes it once a turn: contention is between processes, not callers.
/// </summary>
internal sealed class CommitLine(Func<string, IReadOnlyList<Change>, Task> commit)
{
    private readonly Dictionary<string, Queue<Waiting>> _lines = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Ends when the change is written. It cannot be withdrawn: what was handed in is carried.</summary>
    public Task JoinAsync(string partition, Change change)
    {
        var waiting = new Waiting(change);
        lock (_gate)
        {
            if (_lines.TryGetValue(partition, out var line)) line.Enqueue(waiting);
            else
            {
                _lines[partition] = new([waiting]);
                _ = Task.Run(() => CarryAsync(partition));
            }
        }
        return waiting.Done.Task;
    }

    private async Task CarryAsync(string partition)
    {
        while (Next(partition) is { Count: > 0 } turn)
        {
            try
            {
                await commit(partition, [.. turn.Select(waiting => waiting.Change)]);
                foreach (var waiting in turn) waiting.Done.SetResult();
            }
            // Whatever broke belongs to those who wait for this turn; the line goes on for the others.
            catch (Exception failure)
            {
                foreach (var waiting in turn) waiting.Done.SetException(failure);
            }
        }
    }

    private List<Waiting> Next(string partition)
    {
        lock (_gate)
        {
            var (line, keys, turn) = (_lines[partition], new HashSet<string>(StringComparer.Ordinal), new List<Waiting>());
            while (line.TryPeek(out var next))
            {
                keys.UnionWith(next.Change.Keys);
                if (keys.Count > RecordSheet.MostRows && turn.Count > 0) break;
                turn.Add(line.Dequeue());
            }
            if (turn.Count == 0) _lines.Remove(partition);
            return turn;
        }
    }

    private sealed record Waiting(Change Change)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>A change of some records of one partition. It may be applied again where another process was faster: it starts from what it is given.</summary>
/// <param name="Keys">All records that it reads or writes.</param>
internal sealed record Change(IReadOnlyList<string> Keys, Action<RecordSheet> Apply);
