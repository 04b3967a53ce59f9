using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aigc.Runtime.Engine;

/// <summary>Instances in the order they were created; the continuation is the key of the last one seen.</summary>
internal sealed class InstancePages(EngineReader reader, OrchestrationQuery query) : AsyncPageable<OrchestrationMetadata>
{
    public override async IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        await Task.CompletedTask;
        var after = long.Parse(continuationToken ?? query.ContinuationToken ?? "0", CultureInfo.InvariantCulture);
        var size = Math.Max(1, pageSizeHint ?? query.PageSize);
        var statuses = query.Statuses is null ? "" : $"AND status IN ({string.Join(',', query.Statuses.Select(status => (int)status))})";
        while (true)
        {
            var rows = reader.Select($"WHERE id > ?1 AND created >= ?2 AND created <= ?3 AND substr(instance, 1, length(?4)) = ?4 {statuses} ORDER BY id LIMIT ?5",
                query.FetchInputsAndOutputs, after, query.CreatedFrom?.UtcTicks ?? 0, query.CreatedTo?.UtcTicks ?? long.MaxValue, query.InstanceIdPrefix ?? "", size);
            var more = rows.Count == size;
            if (more) after = rows[^1].Id;
            yield return new([.. rows.Select(row => Metadata.Of(row, query.FetchInputsAndOutputs))], more ? after.ToString(CultureInfo.InvariantCulture) : null);
            if (!more) yield break;
        }
    }
}
