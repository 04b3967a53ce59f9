using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Serving;

/// <summary>The jobs of this replica, by id and by idempotency key, of each caller apart. Final ones are kept for a while and within a bound of bytes.</summary>
internal sealed class JobBook(IOptions<ServingOptions> options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Job> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Caller, string Key), Job> _byKey = [];
    private readonly Queue<(Job Job, DateTimeOffset Until, long Bytes)> _final = new();
    private long _kept;

    /// <returns>Null where there is none, or it is of another caller.</returns>
    public Job? Find(int caller, string id)
    {
        lock (_gate)
        {
            Sweep();
            return _byId.GetValueOrDefault(id) is { } job && job.Caller == caller ? job : null;
        }
    }

    /// <summary>The job that the key already stands for, else a new one. Without a key the job is known to its own request alone until it is published.</summary>
    public (Job Job, bool IsNew) Open(int caller, string? key, string fingerprint, int steps)
    {
        lock (_gate)
        {
            Sweep();
            // What was cancelled, or says that it may succeed later, stands for nothing: the same key tries again.
            if (key is not null && _byKey.TryGetValue((caller, key), out var known) && known.State.Problem is not { Retryable: true }) return (known, false);
            var job = new Job(Guid.NewGuid().ToString("N"), steps, caller, key, fingerprint);
            if (key is null) return (job, true);
            _byKey[(caller, key)] = _byId[job.Id] = job;
            return (job, true);
        }
    }

    /// <summary>From now on the job can be asked for by its id.</summary>
    public void Publish(Job job)
    {
        lock (_gate)
        {
            if (_byId.TryAdd(job.Id, job) && job.Done.IsCompleted) Age(job);
        }
    }

    /// <summary>The job is final; where it can be asked for, its time runs from now.</summary>
    public void Close(Job job)
    {
        lock (_gate)
        {
            if (_byId.ContainsKey(job.Id)) Age(job);
        }
    }

    private void Age(Job job)
    {
        var bytes = job.ResultBytes;
        _kept += bytes;
        _final.Enqueue((job, time.GetUtcNow().AddMinutes(options.Value.KeepMinutes), bytes));
        Sweep();
    }

    private void Sweep()
    {
        var now = time.GetUtcNow();
        while (_final.TryPeek(out var oldest) && (oldest.Until <= now || _kept > options.Value.KeepMegabytes * 1024L * 1024))
        {
            _final.Dequeue();
            _kept -= oldest.Bytes;
            _byId.Remove(oldest.Job.Id);
            if (oldest.Job.Key is { } key && _byKey.GetValueOrDefault((oldest.Job.Caller, key)) == oldest.Job) _byKey.Remove((oldest.Job.Caller, key));
        }
    }
}
