using System.Text;
using Aigc.Core.Storage;
using Azure.Data.Tables;

namespace Aigc.Azure.Storage;

/// <summary>A record as a table's entity. A property holds 64 KiB, so a long text is cut into UTF-8 pieces <c>d0</c>, <c>d1</c>, ...; a short one stays readable as <c>json</c>.</summary>
internal static class RecordEntity
{
    private const int MostText = 32_000;
    private const int PieceBytes = 60 * 1024;
    private const int MostBytes = 512 * 1024;

    /// <exception cref="ArgumentException">The text is over 512 KB.</exception>
    public static TableEntity From(string partition, string key, string json)
    {
        var entity = new TableEntity(TableKey.Encode(partition), TableKey.Encode(key));
        if (json.Length <= MostText)
        {
            entity["json"] = json;
            return entity;
        }
        var bytes = Encoding.UTF8.GetBytes(json);
        if (bytes.Length > MostBytes) throw new ArgumentException($"A record is at most {MostBytes} bytes.", nameof(json));
        foreach (var (index, piece) in bytes.Chunk(PieceBytes).Index()) entity[$"d{index}"] = piece;
        return entity;
    }

    public static StoredRecord ToRecord(TableEntity entity) =>
        new(TableKey.Decode(entity.PartitionKey), TableKey.Decode(entity.RowKey), entity.GetString("json") ?? Joined(entity), entity.ETag.ToString("H"));

    private static string Joined(TableEntity entity)
    {
        using var bytes = new MemoryStream();
        for (var index = 0; entity.GetBinary($"d{index}") is { } piece; index++) bytes.Write(piece);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
