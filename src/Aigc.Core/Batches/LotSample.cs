using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Aigc.Contracts.Items;
using Aigc.Core.Reviews;
using Aigc.Core.Storage;

namespace Aigc.Core.Batches;

/// <summary>The acceptance sample of a lot: drawn once by hash from the accepted items, and kept.</summary>
internal sealed class LotSample(ItemStore items, IBlobStore blobs, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public async Task<DrawnSample> DrawAsync(BatchInput batch, double aql, CancellationToken cancellationToken)
    {
        var blob = $"{Paths.Pages(batch.Tenant, batch.BatchId, batch.Run)}sample.json";
        if (await blobs.ReadJsonAsync(blob, LotJson.Default.DrawnSample, cancellationToken) is { } drawn) return drawn;
        var lot = new List<long>();
        await foreach (var item in items.AllAsync(batch.Tenant, batch.BatchId, cancellationToken))
            if (item.State == ItemState.Accepted) lot.Add(item.Row);
        var plan = AcceptanceSampling.PlanFor(Math.Max(1, lot.Count), aql);
        var rows = lot.OrderBy(row => Draw(batch.BatchId, row)).Take(plan.SampleSize).Order().ToList();
        await blobs.PutJsonIfAbsentAsync(blob, new DrawnSample(lot.Count, plan.AcceptanceNumber, rows), LotJson.Default.DrawnSample, cancellationToken);
        return (await blobs.ReadJsonAsync(blob, LotJson.Default.DrawnSample, cancellationToken))!;
    }

    private static ulong Draw(string batchId, long row) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"lot|{batchId}|{row}")));
}

internal sealed record DrawnSample(long LotSize, int AcceptanceNumber, IReadOnlyList<long> Rows);

[JsonSerializable(typeof(DrawnSample))]
internal sealed partial class LotJson : JsonSerializerContext;
