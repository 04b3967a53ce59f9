using System.IO.Compression;
using System.Runtime.CompilerServices;
using Aigc.Contracts.Products;
using Aigc.Core.Storage;

namespace Aigc.Core.Products.Reading;

/// <summary>A feed on local disk, unpacked, that can be read any number of times.</summary>
internal sealed class FeedFile : IAsyncDisposable
{
    private const int SampleSize = 4 << 20;

    private readonly FileStream _file;
    private readonly string _format;
    private readonly ProductsOptions _limits;

    private FeedFile(FileStream file, string format, ProductsOptions limits) => (_file, _format, _limits) = (file, format, limits);

    /// <summary>Copies the blob to a temporary file that vanishes when closed: both passes then read local bytes, and formats that seek can.</summary>
    public static async Task<FeedFile> OpenAsync(IBlobStore blobs, FeedRef feed, ProductsOptions limits, CancellationToken cancellationToken)
    {
        await using var blob = await blobs.OpenReadAsync(feed.Blob, cancellationToken) ?? throw Feeds.Unreadable("it does not exist");
        return await OpenAsync(blob, feed.Format, limits, cancellationToken);
    }

    /// <summary>The same from any stream.</summary>
    public static async Task<FeedFile> OpenAsync(Stream content, string? format, ProductsOptions limits, CancellationToken cancellationToken)
    {
        var file = TemporaryFile.Create();
        try
        {
            await CopyAsync(content, file, limits, cancellationToken);
            return new FeedFile(file, FormatOf(file, format), limits);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>All rows from the first on.</summary>
    public async IAsyncEnumerable<RawRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _file.Position = 0;
        using var text = _format is "csv" or "tsv" or "jsonl" ? OpenText() : null;
        var rows = _format switch
        {
            "xlsx" => XlsxFeed.ReadAsync(_file, _limits, cancellationToken),
            "parquet" => ParquetFeed.ReadAsync(_file, _limits, cancellationToken),
            "jsonl" => JsonLinesFeed.ReadAsync(text!, _limits, cancellationToken),
            _ => CsvFeed.ReadAsync(text!, _format == "tsv", _limits, cancellationToken),
        };
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            if (row.Number > _limits.MaxRows) throw Feeds.TooLarge($"it has more than {_limits.MaxRows} rows");
            yield return row;
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static async Task CopyAsync(Stream blob, FileStream file, ProductsOptions limits, CancellationToken cancellationToken)
    {
        var start = new byte[2];
        var length = await blob.ReadAtLeastAsync(start, 2, throwOnEndOfStream: false, cancellationToken);
        var whole = new PrefixedStream(start.AsMemory(0, length), blob);
        await using var content = start is [0x1F, 0x8B] ? new GZipStream(whole, CompressionMode.Decompress) : (Stream)whole;
        var buffer = new byte[128 << 10];
        try
        {
            for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                if (file.Length + read > limits.MaxFeedBytes) throw Feeds.TooLarge($"it unpacks to more than {limits.MaxFeedBytes} bytes");
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        catch (InvalidDataException)
        {
            throw Feeds.Unreadable("its gzip wrapping is damaged");
        }
    }

    private static string FormatOf(FileStream file, string? named)
    {
        if (file.Length == 0) throw Feeds.Unreadable("it is empty");
        if (named is not (null or "csv" or "tsv" or "jsonl" or "xlsx" or "parquet")) throw Feeds.Unreadable($"the format '{(named.Length > 40 ? named[..40] : named)}' is unknown; csv, tsv, jsonl, xlsx and parquet are known");
        var start = new byte[512];
        file.Position = 0;
        var sample = start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
        if (sample.StartsWith("PK\x03\x04"u8)) return "xlsx";
        if (sample.StartsWith("PAR1"u8)) return "parquet";
        if (named is "xlsx" or "parquet") throw Feeds.Unreadable($"its content is not {named}");
        return named ?? (sample.TrimStart("\uFEFF \t\r\n"u8).StartsWith("{"u8) ? "jsonl" : "csv");
    }

    private StreamReader OpenText()
    {
        var sample = new byte[(int)Math.Min(SampleSize, _file.Length)];
        _file.ReadExactly(sample);
        _file.Position = 0;
        return new StreamReader(_file, FeedEncoding.Detect(sample), detectEncodingFromByteOrderMarks: true, 64 << 10, leaveOpen: true);
    }
}
