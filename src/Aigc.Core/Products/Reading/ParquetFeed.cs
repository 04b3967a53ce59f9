using System.Globalization;
using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Schema;

namespace Aigc.Core.Products.Reading;

/// <summary>Rows of a Parquet file, one row group in memory at a time. Columns of lists and structures are left out.</summary>
internal static class ParquetFeed
{
    public static async IAsyncEnumerable<RawRow> ReadAsync(Stream file, ProductsOptions limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var reader = await GuardedAsync(() => ParquetReader.CreateAsync(file, leaveStreamOpen: true, cancellationToken: cancellationToken));
        DataField[] fields = [.. reader.Schema.DataFields.Where(field => !field.IsArray && field.MaxRepetitionLevel == 0 && field.Path.Length == 1)];
        FeedHeader.Of(fields.Select(field => field.Name));
        var number = 0L;
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var rows = reader.OpenRowGroupReader(group);
            if (rows.RowGroup.TotalByteSize > limits.MaxUnpackedBytes || rows.RowCount > limits.MaxUnpackedBytes / 64)
                throw Feeds.TooLarge($"row group {group} unpacks to more than {limits.MaxUnpackedBytes} bytes; write smaller row groups");
            var columns = new List<string?[]>(fields.Length);
            foreach (var field in fields) columns.Add(await GuardedAsync(() => ColumnAsync(rows, field, cancellationToken)));
            for (var row = 0; row < rows.RowCount; row++)
                yield return new RawRow(++number, [.. Enumerable.Range(0, fields.Length).Where(i => columns[i][row] is { Length: > 0 }).Select(i => KeyValuePair.Create(fields[i].Name, columns[i][row]!))]);
        }
    }

    private static async Task<string?[]> ColumnAsync(ParquetRowGroupReader rows, DataField field, CancellationToken cancellationToken)
    {
        var count = checked((int)rows.RowCount);
        // The reader names a text column by the memory it decodes into.
        if (field.ClrType == typeof(ReadOnlyMemory<char>))
        {
            var texts = new string?[count];
            await rows.ReadAsync(field, texts.AsMemory()!, null, cancellationToken);
            return texts;
        }

        return field.ClrType switch
        {
            var type when type == typeof(int) => await NumbersAsync<int>(rows, field, count, cancellationToken),
            var type when type == typeof(long) => await NumbersAsync<long>(rows, field, count, cancellationToken),
            var type when type == typeof(short) => await NumbersAsync<short>(rows, field, count, cancellationToken),
            var type when type == typeof(float) => await NumbersAsync<float>(rows, field, count, cancellationToken),
            var type when type == typeof(double) => await NumbersAsync<double>(rows, field, count, cancellationToken),
            var type when type == typeof(decimal) => await NumbersAsync<decimal>(rows, field, count, cancellationToken),
            var type when type == typeof(bool) => await NumbersAsync<bool>(rows, field, count, cancellationToken),
            _ => new string?[count],
        };
    }

    private static async Task<string?[]> NumbersAsync<T>(ParquetRowGroupReader rows, DataField field, int count, CancellationToken cancellationToken) where T : struct
    {
        if (field.IsNullable)
        {
            var nullable = new T?[count];
            await rows.ReadAsync<T>(field, nullable.AsMemory(), null, cancellationToken);
            return [.. nullable.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture))];
        }

        var values = new T[count];
        await rows.ReadAsync<T>(field, values.AsMemory(), null, cancellationToken);
        return [.. values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture))];
    }

    // The parser reports damage by whatever exception its decoders happen to throw.
    private static async Task<T> GuardedAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception damage) when (damage is not (OutOfMemoryException or OperationCanceledException or ProblemException))
        {
            throw Feeds.Unreadable("the Parquet file is damaged");
        }
    }
}
