namespace Aigc.Core.Text.Limiting;

/// <summary>Leave to make one call.</summary>
/// <param name="grantedAt">Seconds on the limiter's clock.</param>
internal sealed class ModelLease(ModelLimiter limiter, long tokens, double grantedAt) : IDisposable
{
    private bool _settled;
    private bool _released;

    /// <summary>As charged at admission.</summary>
    public long Tokens => tokens;

    public double GrantedAt => grantedAt;

    /// <summary>What the call really took; once.</summary>
    public void Settle(long used)
    {
        if (_settled) return;
        _settled = true;
        limiter.Settle(tokens, used);
    }

    /// <summary>The provider refused the call for its rate: it took nothing.</summary>
    /// <param name="retryAfter">As the provider asked; null: it did not say.</param>
    public void Throttled(TimeSpan? retryAfter)
    {
        if (_settled) return;
        _settled = true;
        limiter.Throttled(this, retryAfter);
    }

    public void Dispose()
    {
        if (_released) return;
        _released = true;
        limiter.Release();
    }
}
