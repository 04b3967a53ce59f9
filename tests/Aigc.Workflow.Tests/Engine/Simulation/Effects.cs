namespace Aigc.Workflow.Tests.Engine.Simulation;

/// <summary>What activities did to the world outside; it survives every crash.</summary>
internal sealed class Effects
{
    private readonly SortedDictionary<string, int> _times = new(StringComparer.Ordinal);
    private readonly HashSet<string> _acknowledged = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> Times => _times;

    /// <summary>Keys that were done again although their result was durable.</summary>
    public List<string> Repeated { get; } = [];

    public int Happen(string key)
    {
        if (_acknowledged.Contains(key)) Repeated.Add(key);
        return _times[key] = _times.GetValueOrDefault(key) + 1;
    }

    /// <summary>The result of a key is in a history that was committed.</summary>
    public void Acknowledge(string key) => _acknowledged.Add(key);
}
