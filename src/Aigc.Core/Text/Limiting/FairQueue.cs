namespace Aigc.Core.Text.Limiting;

/// <summary>
/// Who is next among the tenants that wait: each gets service in proportion to its weight, however many others it has queued (stride
/// scheduling). Within a tenant first come, first served. Not safe for threads: the limiter holds its lock.
/// </summary>
internal sealed class FairQueue<T>(Func<string, double> weightOf)
{
    private const int Remembered = 1_000;
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private double _clock;

    public int Count { get; private set; }

    /// <param name="cost">How much service it takes, in any unit.</param>
    public Place Add(string tenant, double cost, T item)
    {
        if (!_lines.TryGetValue(tenant, out var line)) _lines[tenant] = line = new Line { Weight = weightOf(tenant) };
        // Who comes back after a pause has saved nothing up.
        if (line.Waiting.Count == 0) line.Pass = Math.Max(line.Pass, _clock);
        Count++;
        return new(line, line.Waiting.AddLast((item, cost)));
    }

    /// <summary>False where it was taken already.</summary>
    public bool Remove(Place place)
    {
        if (place.Node.List is null) return false;
        place.Line.Waiting.Remove(place.Node);
        Count--;
        return true;
    }

    public bool TryTake(out T item)
    {
        item = default!;
        if (Count == 0) return false;
        var line = _lines.Values.Where(line => line.Waiting.Count > 0).MinBy(line => line.Pass)!;
        var (next, cost) = line.Waiting.First!.Value;
        line.Waiting.RemoveFirst();
        Count--;
        _clock = line.Pass;
        line.Pass += cost / line.Weight;
        item = next;
        Forget();
        return true;
    }

    // What a tenant had too much is remembered until the others have caught up.
    private void Forget()
    {
        if (_lines.Count <= Remembered) return;
        foreach (var (tenant, line) in _lines)
            if (line.Waiting.Count == 0 && line.Pass <= _clock) _lines.Remove(tenant);
    }

    internal sealed class Line
    {
        public LinkedList<(T Item, double Cost)> Waiting { get; } = new();
        public double Pass { get; set; }
        public required double Weight { get; init; }
    }

    internal readonly record struct Place(Line Line, LinkedListNode<(T Item, double Cost)> Node);
}
