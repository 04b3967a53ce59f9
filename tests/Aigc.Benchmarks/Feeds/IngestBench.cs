using System.Diagnostics;
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
}
