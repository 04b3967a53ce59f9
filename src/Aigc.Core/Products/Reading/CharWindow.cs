namespace Aigc.Core.Products.Reading;

/// <summary>A sliding view on a text that is read forward; grows up to a bound so that one record fits whole.</summary>
internal sealed class CharWindow(TextReader reader, int limit)
{
    private char[] _buffer = new char[Math.Min(64 << 10, limit)];
    private int _start;
    private int _end;

    /// <summary>True once the text has no more than what <see cref="Text"/> shows.</summary>
    public bool Ended { get; private set; }

    /// <summary>True where the window cannot grow: what is in it is as long as a record may be.</summary>
    public bool Full => _end - _start >= limit;

    public ReadOnlyMemory<char> Text => _buffer.AsMemory(_start, _end - _start);

    public void Consume(int count) => _start += count;

    /// <summary>Shows more text, or sets <see cref="Ended"/>.</summary>
    public async ValueTask GrowAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            Array.Copy(_buffer, _start, _buffer, 0, _end - _start);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, Math.Min(limit, _buffer.Length * 2));
        var read = await reader.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        Ended = read == 0;
    }

    /// <summary>Drops everything up to and with the next line feed.</summary>
    public async ValueTask SkipLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var feed = Text.Span.IndexOf('\n');
            if (feed >= 0)
            {
                Consume(feed + 1);
                return;
            }

            Consume(Text.Length);
            if (Ended) return;
            await GrowAsync(cancellationToken);
        }
    }
}
