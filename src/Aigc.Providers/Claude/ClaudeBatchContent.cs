using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Aigc.Providers.Claude;

/// <summary>A file of lines as the one body that Claude takes, streamed: each request's id gets the tag of the batch in front.</summary>
// The file must be one that can be read twice.
internal sealed class ClaudeBatchContent : HttpContent
{
    private static readonly byte[] Begin = [.. """{"requests":["""u8];
    private readonly Stream _lines;
    private readonly string _tag;

    public ClaudeBatchContent(Stream lines, string tag)
    {
        (_lines, _tag) = (lines, tag);
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    // Each line ends with one byte, which becomes a comma or the end of the array.
    protected override bool TryComputeLength(out long length)
    {
        length = Begin.Length + _lines.Length + (Count() * _tag.Length) + 1;
        return true;
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        _lines.Position = 0;
        await stream.WriteAsync(Begin);
        using var reader = new StreamReader(_lines, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024, leaveOpen: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024, leaveOpen: true);
        for (var first = true; await reader.ReadLineAsync() is { } line; first = false)
        {
            if (!first) await writer.WriteAsync(',');
            await writer.WriteAsync(ClaudeLine.Start);
            await writer.WriteAsync(_tag);
            await writer.WriteAsync(line.AsMemory(ClaudeLine.Start.Length));
        }
        await writer.WriteAsync("]}");
    }

    private long Count()
    {
        _lines.Position = 0;
        var (count, buffer) = (0L, new byte[64 * 1024]);
        while (_lines.Read(buffer) is > 0 and var read) count += buffer.AsSpan(0, read).Count((byte)'\n');
        _lines.Position = 0;
        return count;
    }
}
