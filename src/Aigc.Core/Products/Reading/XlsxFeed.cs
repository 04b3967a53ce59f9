using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using ExcelDataReader;

namespace Aigc.Core.Products.Reading;

/// <summary>Rows of the first sheet of a workbook.</summary>
internal static class XlsxFeed
{
    private const int MaxParts = 5000;

    // The reader's default configuration asks for code page 1252, which .NET only knows once it is registered.
    static XlsxFeed() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static async IAsyncEnumerable<RawRow> ReadAsync(Stream file, ProductsOptions limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await MeasureAsync(file, limits, cancellationToken);
        using var reader = Open(file);
        var header = reader.Read() ? FeedHeader.Of(Cells(reader)) : throw Feeds.Unreadable("its first sheet is empty");
        var number = 0L;
        while (Next(reader))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var cells = Cells(reader);
            if (cells.All(string.IsNullOrWhiteSpace)) continue;
            number++;
            yield return new RawRow(number, [.. header.Zip(cells, KeyValuePair.Create).Where(cell => cell.Value.Length > 0)]);
        }
    }

    // A workbook is a zip whose directory may lie about sizes, so the parts are unpacked once and counted before the reader holds any in memory.
    private static async Task MeasureAsync(Stream file, ProductsOptions limits, CancellationToken cancellationToken)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MaxParts) throw Feeds.TooLarge($"the workbook has {zip.Entries.Count} parts");
            var total = 0L;
            var buffer = new byte[64 << 10];
            foreach (var part in zip.Entries)
            {
                await using var content = part.Open();
                for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
                {
                    total += read;
                    if (total > limits.MaxUnpackedBytes) throw Feeds.TooLarge($"the workbook unpacks to more than {limits.MaxUnpackedBytes} bytes");
                }
            }
        }
        catch (InvalidDataException)
        {
            throw Feeds.Unreadable("the workbook is damaged");
        }

        file.Position = 0;
    }

    private static IExcelDataReader Open(Stream file) => Guarded(() => ExcelReaderFactory.CreateOpenXmlReader(file, new ExcelReaderConfiguration { LeaveOpen = true }));

    private static bool Next(IExcelDataReader reader) => Guarded(reader.Read);

    // The parser reports damage by whatever exception its XML and zip code happens to throw.
    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception damage) when (damage is not (OutOfMemoryException or ProblemException))
        {
            throw Feeds.Unreadable("the workbook is damaged");
        }
    }

    private static List<string> Cells(IExcelDataReader reader) =>
        [.. Enumerable.Range(0, Math.Min(reader.FieldCount, 1000)).Select(i => reader.GetValue(i) switch
        {
            null => "",
            DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            double number => ((decimal)Math.Clamp(number, -1e27, 1e27)).ToString(CultureInfo.InvariantCulture),
            var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        })];
}
