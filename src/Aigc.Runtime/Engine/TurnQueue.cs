namespace Aigc.Runtime.Engine;

/// <summary>Lines that take turns: who is alone in its line waits for one of each other line, however long those are. In a line first come, first served. Not safe for threads.</summary>
internal sealed class TurnQueue<T>
{
    // Lines that are empty and kept, so that one that fills and empties all the time is not made anew each time.
    private const int Remembered = 64;
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private readonly Queue<Line> _turns = new();

    public int Count { get; private set; }

    public void Enqueue(ReadOnlySpan<char> name, T item)
    {
        var line = LineOf(name);
        line.Waiting.Enqueue(item);
        Count++;
        if (line.Waiting.Count == 1) _turns.Enqueue(line);
    }

    public T Dequeue()
    {
        var line = _turns.Dequeue();
        var item = line.Waiting.Dequeue();
        Count--;
        if (line.Waiting.Count > 0) _turns.Enqueue(line);
        else if (_lines.Count > Remembered) _lines.Remove(line.Name);
        return item;
    }

    private Line LineOf(ReadOnlySpan<char> name)
    {
        var byName = _lines.GetAlternateLookup<ReadOnlySpan<char>>();
        if (byName.TryGetValue(name, out var known)) return known;
        var line = new Line(name.ToString(), new());
        return _lines[line.Name] = line;
    }

    private sealed record Line(string Name, Queue<T> Waiting);
}
