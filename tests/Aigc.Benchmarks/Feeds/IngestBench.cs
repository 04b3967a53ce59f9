using System.Diagnostics;
using System.Text;
using Aigc.Core.Products;
using Aigc.Local.Storage;
using Microsoft.Extensions.Options;

namespace Aigc.Benchmarks.Feeds;

/// <summary>Reads a feed of so many rows from disk into pages on disk: rows a second, and the peak of memory beside that of a hundredth of the rows.</summary>
internal static class IngestBench
{
    public static async Task RunAsync(int rows)
    {
        foreach (var count in new[] { rows / 100, rows })
        {
            var folder = Directory.CreateTempSubdirectory("aigc-ingest-").FullName;
            var blobs = new FileBlobStore(Path.Combine(folder, "blobs"), new SignedFileUrls(new byte[32], () => new("http://localhost"), TimeProvider.System));
            await using (var feed = new GeneratedFeed(count)) await blobs.PutAsync("feeds/bench/f/rows", feed, "text/csv");
            var ingestor = new FeedIngestor(blobs, new PageWriter(blobs), Options.Create(new ProductsOptions()));
            var watch = Stopwatch.StartNew();
            var report = await ingestor.IngestAsync(new("bench", "b", "main", new("feeds/bench/f/rows"), 500));
            Console.WriteLine($"{count:N0} rows: {count / watch.Elapsed.TotalSeconds:N0} rows/s, {report.Products:N0} products in {report.Pages:N0} pages, peak working set {Process.GetCurrentProcess().PeakWorkingSet64 / 1_048_576:N0} MiB");
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A feed that is made while it is read.</summary>
    private sealed class GeneratedFeed(int rows) : Stream
    {
        private byte[] _line = "id,title,description,brand,product_type,price\n"u8.ToArray();
        private int _at;
        private int _row;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var filled = 0;
            while (filled < count)
            {
                if (_at == _line.Length)
                {
                    if (_row == rows) break;
                    (_line, _at) = (Encoding.UTF8.GetBytes($"sku-{_row},Trail Mug {_row},\"A steel mug with a lid, number {_row}.\",Kestrel,Mugs,{_row % 90}.90 EUR\n"), 0);
                    _row++;
                }
                var part = Math.Min(count - filled, _line.Length - _at);
                Array.Copy(_line, _at, buffer, offset + filled, part);
                (_at, filled) = (_at + part, filled + part);
            }
            return filled;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
