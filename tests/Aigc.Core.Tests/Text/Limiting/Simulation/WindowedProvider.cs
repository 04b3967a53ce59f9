namespace Aigc.Core.Tests.Text.Limiting.Simulation;

/// <summary>A provider that allows so many requests and so many tokens in each second of its clock, charges an estimate at receipt and puts it right at the end of a call.</summary>
internal sealed class WindowedProvider(double requests, double tokens)
{
    private readonly List<double> _uses = [];
    private double _factor = 1;
    private double _quota = 1;
    private long _window = -1;
    private double _requestsLeft;
    private double _tokensLeft;

    /// <summary>Of each window that has ended, the share of the quota that was used: of whichever limit was nearer.</summary>
    public IReadOnlyList<double> Uses => _uses;

    /// <summary>From the next window on.</summary>
    public void Resize(double factor) => _factor = factor;

    /// <summary>Null where the call is taken; else how many seconds to wait.</summary>
    public double? Ask(double at, long estimate)
    {
        Turn(at);
        if (_requestsLeft < 1 || _tokensLeft < estimate) return _window + 1 - at;
        _requestsLeft--;
        _tokensLeft -= estimate;
        return null;
    }

    public void Settle(double at, long unused)
    {
        Turn(at);
        _tokensLeft = Math.Min(_tokensLeft + unused, tokens * _quota);
    }

    private void Turn(double at)
    {
        for (; _window < (long)at; _window++)
        {
            if (_window >= 0) _uses.Add(Math.Max(1 - (_requestsLeft / (requests * _quota)), 1 - (_tokensLeft / (tokens * _quota))));
            _quota = _factor;
            (_requestsLeft, _tokensLeft) = (requests * _quota, tokens * _quota);
        }
    }
}
