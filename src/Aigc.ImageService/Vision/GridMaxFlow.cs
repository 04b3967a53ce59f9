namespace Aigc.ImageService.Vision;

/// <summary>
/// Maximum flow on an 8-connected pixel grid by the algorithm of Boykov and Kolmogorov (PAMI 2004): two search trees that grow towards each
/// other, augmented where they touch and repaired after. Directions 0 to 3 are right, down, down-right, down-left; 4 to 7 their opposites.
/// A frame of pixels that nothing leads to lies around the grid, so that each pixel has eight neighbours.
/// </summary>
internal sealed class GridMaxFlow
{
    private const sbyte None = -1;
    private const sbyte Terminal = 8;
    private const sbyte Orphan = 9;
    private const byte Free = 0;
    private const byte Source = 1;
    private const float Empty = 1e-6f;
    private readonly int _width;
    private readonly float[] _capacity;
    private readonly float[] _terminal;
    private readonly sbyte[] _parent;
    private readonly byte[] _tree;
    private readonly int[] _stamp;
    private readonly int[] _distance;
    private readonly int[] _offset;
    private readonly bool[] _queued;
    private readonly Queue<int> _active = new();
    private readonly Queue<int> _orphans = new();
    private int _time;

    public GridMaxFlow(int width, int height)
    {
        _width = width;
        var (line, n) = (width + 2, (width + 2) * (height + 2));
        _capacity = new float[n * 8];
        _terminal = new float[n];
        _parent = new sbyte[n];
        _tree = new byte[n];
        _stamp = new int[n];
        _distance = new int[n];
        _queued = new bool[n];
        _offset = [1, line, line + 1, line - 1, -1, -line, -line - 1, -line + 1];
    }

    public bool IsSource(int pixel) => _tree[Framed(pixel)] == Source;

    /// <summary>Back to a graph without edges.</summary>
    public void Clear()
    {
        Array.Clear(_capacity);
        Array.Clear(_terminal);
    }

    /// <param name="towardsSource">By how much the costs of calling the pixel background rise above those of calling it foreground.</param>
    public void Pull(int pixel, float towardsSource) => _terminal[Framed(pixel)] += towardsSource;

    /// <param name="direction">0 to 3; the edge holds both ways.</param>
    public void SetEdge(int pixel, int direction, float capacity)
    {
        var p = Framed(pixel);
        _capacity[(p * 8) + direction] = capacity;
        _capacity[((p + _offset[direction]) * 8) + direction + 4] = capacity;
    }

    /// <summary>Finds the cut. Run again after pulls that came later, it goes on from the flow that it had found.</summary>
    public void Run()
    {
        Array.Clear(_tree);
        Array.Clear(_stamp);
        _time = 0;
        for (var p = 0; p < _parent.Length; p++)
        {
            _parent[p] = None;
            if (_terminal[p] == 0) continue;
            (_tree[p], _parent[p], _distance[p]) = (_terminal[p] > 0 ? Source : (byte)2, Terminal, 1);
            Activate(p);
        }
        while (Grow() is { } bridge)
        {
            _time++;
            Augment(bridge.From, bridge.To, bridge.Direction);
            while (_orphans.TryDequeue(out var orphan)) Adopt(orphan);
        }
    }

    private static int Opposite(int direction) => direction ^ 4;

    private void Activate(int p)
    {
        if (_queued[p]) return;
        _queued[p] = true;
        _active.Enqueue(p);
    }

    private int Framed(int pixel)
    {
        var y = pixel / _width;
        return pixel + (2 * y) + _width + 3;
    }

    /// <summary>Residual capacity between a pixel and its neighbour, in the direction in which the pixel's tree pushes.</summary>
    private float Outward(int p, int direction) => _tree[p] == Source ? _capacity[(p * 8) + direction] : _capacity[((p + _offset[direction]) * 8) + Opposite(direction)];

    private (int From, int To, int Direction)? Grow()
    {
        while (_active.TryPeek(out var p))
        {
            if (_parent[p] != None && _tree[p] != Free && GrowFrom(p) is { } bridge) return bridge;
            _active.Dequeue();
            _queued[p] = false;
        }
        return null;
    }

    private (int From, int To, int Direction)? GrowFrom(int p)
    {
        for (var d = 0; d < 8; d++)
        {
            if (Outward(p, d) <= Empty) continue;
            var q = p + _offset[d];
            if (_tree[q] == Free)
            {
                (_tree[q], _parent[q], _stamp[q], _distance[q]) = (_tree[p], (sbyte)Opposite(d), _stamp[p], _distance[p] + 1);
                Activate(q);
            }
            else if (_tree[q] != _tree[p]) return _tree[p] == Source ? (p, q, d) : (q, p, Opposite(d));
            else if (_stamp[q] <= _stamp[p] && _distance[q] > _distance[p] && _parent[q] != Terminal) (_parent[q], _stamp[q], _distance[q]) = ((sbyte)Opposite(d), _stamp[p], _distance[p] + 1);
        }
        return null;
    }

    private void Augment(int from, int to, int direction)
    {
        var flow = Math.Min(_capacity[(from * 8) + direction], Math.Min(Bottleneck(from, towardsSource: true), Bottleneck(to, towardsSource: false)));
        _capacity[(from * 8) + direction] -= flow;
        _capacity[(to * 8) + Opposite(direction)] += flow;
        Push(from, flow, towardsSource: true);
        Push(to, flow, towardsSource: false);
    }

    private float Bottleneck(int p, bool towardsSource)
    {
        var flow = float.MaxValue;
        for (; _parent[p] != Terminal; p += _offset[_parent[p]]) flow = Math.Min(flow, _capacity[EdgeToParent(p, towardsSource)]);
        return Math.Min(flow, Math.Abs(_terminal[p]));
    }

    private void Push(int p, float flow, bool towardsSource)
    {
        while (_parent[p] != Terminal)
        {
            var (d, next) = (_parent[p], p + _offset[_parent[p]]);
            var used = EdgeToParent(p, towardsSource);
            _capacity[towardsSource ? (p * 8) + d : (next * 8) + Opposite(d)] += flow;
            _capacity[used] -= flow;
            if (_capacity[used] <= Empty) MakeOrphan(p);
            p = next;
        }
        _terminal[p] += towardsSource ? -flow : flow;
        if (Math.Abs(_terminal[p]) > Empty) return;
        _terminal[p] = 0;
        MakeOrphan(p);
    }

    // The edge that flow takes: from the parent in the source tree, to the parent in the sink tree.
    private int EdgeToParent(int p, bool towardsSource) => towardsSource ? ((p + _offset[_parent[p]]) * 8) + Opposite(_parent[p]) : (p * 8) + _parent[p];

    private void MakeOrphan(int p)
    {
        _parent[p] = Orphan;
        _orphans.Enqueue(p);
    }

    private void Adopt(int p)
    {
        var (best, nearest) = (-1, int.MaxValue);
        for (var d = 0; d < 8; d++)
        {
            if (!IsCandidate(p, d) || DistanceToRoot(p + _offset[d]) is not { } distance) continue;
            if (distance < nearest) (best, nearest) = (d, distance);
        }
        if (best >= 0) (_parent[p], _stamp[p], _distance[p]) = ((sbyte)best, _time, nearest + 1);
        else Release(p);
    }

    private bool IsCandidate(int p, int d)
    {
        var q = p + _offset[d];
        return _tree[q] == _tree[p] && _parent[q] is not None and not Orphan && Inward(p, d) > Empty;
    }

    private float Inward(int p, int d) => _tree[p] == Source ? _capacity[((p + _offset[d]) * 8) + Opposite(d)] : _capacity[(p * 8) + d];

    /// <summary>Steps to the root, marking the way so that it is walked once a round; null where it ends at an orphan.</summary>
    private int? DistanceToRoot(int p)
    {
        var (steps, u) = (0, p);
        while (_stamp[u] != _time)
        {
            if (_parent[u] is Orphan or None) return null;
            steps++;
            if (_parent[u] == Terminal)
            {
                (_stamp[u], _distance[u]) = (_time, 1);
                break;
            }
            u += _offset[_parent[u]];
            if (_stamp[u] != _time) continue;
            steps += _distance[u];
            break;
        }
        if (steps == 0) steps = _distance[p];
        var distance = steps;
        for (u = p; _stamp[u] != _time; u += _offset[_parent[u]]) (_stamp[u], _distance[u]) = (_time, steps--);
        return distance;
    }

    private void Release(int p)
    {
        for (var d = 0; d < 8; d++)
        {
            var q = p + _offset[d];
            if (_tree[q] != _tree[p] || _parent[q] == None) continue;
            if (Inward(p, d) > Empty) Activate(q);
            if (_parent[q] is >= 0 and < 8 && q + _offset[_parent[q]] == p) MakeOrphan(q);
        }
        (_tree[p], _parent[p]) = (Free, None);
    }
}
