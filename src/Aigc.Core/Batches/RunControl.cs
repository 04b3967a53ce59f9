using System.Collections.Concurrent;
using System.Text.Json;
using Aigc.Core.Storage;

namespace Aigc.Core.Batches;

/// <summary>
/// What the operator wants of a running batch. Asked before each paid call; an answer is good for half a second, so that a cancel
/// is obeyed within one while a million items cost few reads.
/// </summary>
internal sealed class RunControl(IRecordStore records, TimeProvider time)
{
    private const string Table = "controls";
    private static readonly TimeSpan Freshness = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<(string, string), (RunSignal Signal, long At)> _recent = new();

    public async Task<RunSignal> ReadAsync(string tenant, string batchId, CancellationToken cancellationToken)
    {
        if (_recent.TryGetValue((tenant, batchId), out var known) && time.GetElapsedTime(known.At) < Freshness) return known.Signal;
        var stored = await records.GetAsync(Table, tenant, batchId, cancellationToken);
        var signal = stored is null ? RunSignal.Go : JsonSerializer.Deserialize(stored.Json, BatchJson.Default.Control)!.Signal;
        if (_recent.Count > 10_000) _recent.Clear();
        _recent[(tenant, batchId)] = (signal, time.GetTimestamp());
        return signal;
    }

    /// <exception cref="RunStoppedException">The batch is to pause or stop.</exception>
    public async Task EnsureGoAsync(string tenant, string batchId, CancellationToken cancellationToken)
    {
        var signal = await ReadAsync(tenant, batchId, cancellationToken);
        if (signal != RunSignal.Go) throw new RunStoppedException(signal == RunSignal.Cancel ? StopReason.Cancelled : StopReason.Paused, $"The batch was asked to {signal}.");
    }

    /// <summary>Sets the signal. A cancelled batch stays cancelled.</summary>
    public async Task<RunSignal> SetAsync(string tenant, string batchId, RunSignal signal, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(new Control(signal), BatchJson.Default.Control);
        while (true)
        {
            var stored = await records.GetAsync(Table, tenant, batchId, cancellationToken);
            if (stored is not null && JsonSerializer.Deserialize(stored.Json, BatchJson.Default.Control)!.Signal == RunSignal.Cancel) return RunSignal.Cancel;
            var written = stored is null
                ? await records.InsertAsync(Table, tenant, batchId, json, cancellationToken)
                : await records.ReplaceAsync(Table, tenant, batchId, json, stored.ETag, cancellationToken);
            if (written is null) continue;
            _recent.TryRemove((tenant, batchId), out _);
            return signal;
        }
    }
}

internal enum RunSignal { Go, Pause, Cancel }

internal sealed record Control(RunSignal Signal);

/// <summary>Work stopped where it stood: the operator asked for it, or the money is used up.</summary>
internal sealed class RunStoppedException(StopReason reason, string message) : Exception(message)
{
    public StopReason Reason { get; } = reason;
}
