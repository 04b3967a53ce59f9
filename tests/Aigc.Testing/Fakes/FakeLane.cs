using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Aigc.Testing.Fakes;

/// <summary>What becomes of a file that is handed in.</summary>
/// <param name="Looks">How often it is looked at before it is done.</param>
/// <param name="Drops">Share of the requests that are done and billed, and of which no line comes back.</param>
/// <param name="Fails">Share of the requests that come back as errors.</param>
/// <param name="ExpiresAfter">Share of the requests that are done when the time is over; null: it ends in time.</param>
/// <param name="IsInvalid">The provider refuses it when it looks at it.</param>
/// <param name="IsSlow">It goes on until it is cancelled, when half of it is done.</param>
public sealed record LaneFate(int Looks = 1, double Drops = 0, double Fails = 0, double? ExpiresAfter = null, bool IsInvalid = false, bool IsSlow = false);

/// <summary>
/// A provider of a batch lane on the wire, whatever its protocol: it refuses what the provider refuses, answers in another order, and keeps its own account
/// of what it has done.
/// </summary>
public abstract class FakeLane : HttpMessageHandler
{
    public const decimal InputPerMillion = 2;
    public const decimal OutputPerMillion = 8;
    private readonly Lock _gate = new();
    private readonly Queue<LaneFate> _fates = new();
    private readonly ConcurrentQueue<Func<HttpResponseMessage>> _refusals = new();
    private int _others;

    /// <summary>By our own id of the request: done, and on the bill at half the price.</summary>
    public ConcurrentDictionary<string, decimal> Billed { get; } = new();

    /// <summary>Files that were handed in, line by line.</summary>
    public ConcurrentQueue<IReadOnlyList<JsonNode>> Files { get; } = new();

    public ConcurrentQueue<string> Cancelled { get; } = new();

    /// <summary>Whom each request was meant for.</summary>
    public ConcurrentQueue<string> Hosts { get; } = new();

    public int Batches { get { lock (_gate) return Jobs.Count - _others; } }

    /// <summary>How often a page of the list of batches was asked for.</summary>
    public int Lists { get; protected set; }

    /// <summary>Batches that one page of their list shows, whatever is asked for.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>Runs when a batch is to be created, before it is.</summary>
    public Action? BeforeCreate { get; set; }

    /// <summary>Runs when a batch was created, before the caller hears of it.</summary>
    public Action? AfterCreate { get; set; }

    /// <summary>By id, in the order in which they came.</summary>
    protected Dictionary<string, LaneJob> Jobs { get; } = [];

    /// <summary>The fate of the next file; one that nothing was said of goes well.</summary>
    public void Next(params LaneFate[] fates)
    {
        foreach (var fate in fates) _fates.Enqueue(fate);
    }

    /// <summary>The next request gets this answer.</summary>
    public void Refuses(int status, TimeSpan? retryAfter = null) => _refusals.Enqueue(() => new((HttpStatusCode)status) { Headers = { RetryAfter = retryAfter is { } wait ? new RetryConditionHeaderValue(wait) : null } });

    /// <summary>The next request reaches nobody.</summary>
    public void IsDown() => _refusals.Enqueue(() => throw new HttpRequestException("Nobody answers."));

    /// <summary>Batches that somebody else has handed in, so long after now, or before, and got nothing of; without a fate they are over.</summary>
    public void Others(int count, TimeSpan after, int requests = 0, LaneFate? fate = null)
    {
        lock (_gate)
        {
            for (var i = 0; i < count; i++)
            {
                var other = new LaneJob($"other_{_others++}", [.. Enumerable.Range(0, requests).Select(Other)], (fate ?? new()) with { ExpiresAfter = 0 }, null, TimeProvider.System.GetUtcNow() + after);
                Jobs[other.Id] = other;
                if (fate is null) Advance(other);
            }
        }
    }

    public static decimal Price(long input, long output) => ((input * InputPerMillion) + (output * OutputPerMillion)) / 1_000_000m;

    /// <summary>Tokens as this provider counts them.</summary>
    public static long Tokens(string text) => (text.Length + 3) / 4;

    protected abstract bool IsKey(HttpRequestHeaders headers);

    protected abstract bool Creates(string method, string[] path);

    /// <summary>Of the request with this path.</summary>
    protected abstract HttpResponseMessage Answer(string method, string[] path, string query, string? body);

    /// <summary>A request of somebody else.</summary>
    protected abstract JsonNode Other(int number);

    protected abstract Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken);

    /// <summary>Writes down what is known of a job once it is over.</summary>
    protected abstract void Publish(LaneJob job);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath.Trim('/').Split('/');
        Hosts.Enqueue(request.RequestUri.Host);
        if (_refusals.TryDequeue(out var refusal)) return refusal();
        if (!IsKey(request.Headers)) return Json(HttpStatusCode.Unauthorized, new JsonObject());
        var created = Creates(request.Method.Method, path);
        var body = request.Content is null ? null : await ReadAsync(request.Content, cancellationToken);
        if (created) BeforeCreate?.Invoke();
        HttpResponseMessage answer;
        lock (_gate) answer = Answer(request.Method.Method, path, request.RequestUri.Query, body);
        if (created) AfterCreate?.Invoke();
        return answer;
    }

    /// <summary>Takes a file over; its fate is the next one.</summary>
    protected LaneJob Take(IReadOnlyList<JsonNode> lines, JsonNode? metadata = null)
    {
        Files.Enqueue(lines);
        return new($"batch_{Jobs.Count + 1}", lines, _fates.TryDequeue(out var fate) ? fate : new(), metadata, TimeProvider.System.GetUtcNow());
    }

    /// <summary>The newest first, from behind the one with the id.</summary>
    protected List<LaneJob> After(string? id)
    {
        Lists++;
        return [.. Jobs.Values.Reverse().OrderByDescending(job => job.CreatedAt).SkipWhile(job => id is not null && job.Id != id).Skip(id is null ? 0 : 1)];
    }

    /// <summary>Time goes on for a job, as somebody looks at it.</summary>
    protected LaneJob Advance(LaneJob job)
    {
        if (job.IsOver || ++job.Looked < job.Fate.Looks || (job.Fate.IsSlow && !job.Cancelling)) return job;
        job.End(job.Cancelling ? 0.5 : job.Fate.ExpiresAfter ?? 1);
        Publish(job);
        return job;
    }

    protected LaneJob Cancel(string id)
    {
        Cancelled.Enqueue(id);
        if (!Jobs[id].IsOver) Jobs[id].Cancelling = true;
        return Jobs[id];
    }

    protected static HttpResponseMessage Json(HttpStatusCode status, JsonNode body) => new(status) { Content = JsonContent.Create(body) };
}
