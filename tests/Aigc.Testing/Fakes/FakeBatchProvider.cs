using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
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
/// OpenAI's <c>/v1/files</c> and <c>/v1/batches</c> on the wire. It reads the file as the provider does, refuses what the provider refuses, answers
/// in another order, and keeps its own account of what it has done. A route that it does not know is an error.
/// </summary>
public sealed class FakeBatchProvider(Func<JsonNode, string> answer) : HttpMessageHandler
{
    public const decimal InputPerMillion = 2;
    public const decimal OutputPerMillion = 8;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _files = [];
    private readonly Dictionary<string, Job> _jobs = [];
    private readonly Queue<LaneFate> _fates = new();
    private int _others;

    /// <summary>By custom id: done, and on the bill at half the price.</summary>
    public ConcurrentDictionary<string, decimal> Billed { get; } = new();

    /// <summary>Files that were handed in, line by line.</summary>
    public ConcurrentQueue<IReadOnlyList<JsonNode>> Files { get; } = new();

    public ConcurrentQueue<string> Cancelled { get; } = new();

    public int Batches { get { lock (_gate) return _jobs.Count - _others; } }

    /// <summary>How often a page of the list of batches was asked for.</summary>
    public int Lists { get; private set; }

    /// <summary>Batches that one page of their list shows, whatever is asked for.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>Runs when a batch is to be created, before it is.</summary>
    public Action? BeforeCreate { get; set; }

    /// <summary>Runs when a batch was created, before the caller hears of it.</summary>
    public Action? AfterCreate { get; set; }

    /// <summary>The fate of the next file; one that nothing was said of goes well.</summary>
    public void Next(params LaneFate[] fates)
    {
        foreach (var fate in fates) _fates.Enqueue(fate);
    }

    /// <summary>Batches that somebody else has handed in, so long after now, or before.</summary>
    public void Others(int count, TimeSpan after)
    {
        lock (_gate)
        {
            for (var i = 0; i < count; i++)
            {
                var other = new Job($"other_{_others++}", [], new(), null, (TimeProvider.System.GetUtcNow() + after).ToUnixTimeSeconds()) { Status = "completed" };
                _jobs[other.Id] = other;
            }
        }
    }

    public static decimal Price(long input, long output) => ((input * InputPerMillion) + (output * OutputPerMillion)) / 1_000_000m;

    /// <summary>Tokens as this provider counts them.</summary>
    public static long Tokens(string text) => (text.Length + 3) / 4;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var parts = request.RequestUri!.AbsolutePath.Trim('/').Split('/');
        if (request.Headers.Authorization?.Parameter is not "lane-key") return Json(HttpStatusCode.Unauthorized, new JsonObject());
        var created = (request.Method.Method, parts) is ("POST", ["v1", "batches"]);
        var body = request.Content is null ? null : await ReadAsync(request.Content, cancellationToken);
        if (created) BeforeCreate?.Invoke();
        JsonNode? result;
        lock (_gate)
        {
            result = (request.Method.Method, parts) switch
            {
                ("POST", ["v1", "files"]) => Upload(body!),
                ("GET", ["v1", "files", var file, "content"]) => JsonValue.Create(_files[file]),
                ("POST", ["v1", "batches"]) => Create(JsonNode.Parse(body!)!),
                ("GET", ["v1", "batches"]) => List(request.RequestUri.Query),
                ("GET", ["v1", "batches", var id]) => Show(Advance(_jobs[id])),
                ("POST", ["v1", "batches", var id, "cancel"]) => Cancel(id),
                _ => throw new InvalidOperationException($"The fake batch provider knows no {request.Method} {request.RequestUri}."),
            };
        }
        if (created) AfterCreate?.Invoke();
        return result is JsonValue text ? new(HttpStatusCode.OK) { Content = new StringContent(text.GetValue<string>()) } : Json(HttpStatusCode.OK, result!);
    }

    private JsonObject Upload(string content)
    {
        var id = $"file-{_files.Count + 1}";
        _files[id] = content;
        return new() { ["id"] = id, ["object"] = "file", ["purpose"] = "batch", ["bytes"] = Encoding.UTF8.GetByteCount(content) };
    }

    private JsonObject Create(JsonNode wanted)
    {
        if ((string?)wanted["completion_window"] != "24h" || (string?)wanted["endpoint"] != "/v1/chat/completions") throw new InvalidOperationException("That is no batch of chat completions.");
        var lines = _files[(string)wanted["input_file_id"]!].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Files.Enqueue(lines);
        var job = new Job($"batch_{_jobs.Count + 1}", lines, _fates.TryDequeue(out var fate) ? fate : new(), wanted["metadata"]?.DeepClone(), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        _jobs[job.Id] = job;
        // One model a file, and no id twice: the provider looks at the whole file first.
        if (lines.Select(line => (string?)line["body"]!["model"]).Distinct().Count() > 1 || lines.DistinctBy(line => (string?)line["custom_id"]).Count() < lines.Count) job.Fate = job.Fate with { IsInvalid = true };
        return Show(job);
    }

    private JsonObject List(string query)
    {
        var after = query.Split("after=") is [_, var id] ? Uri.UnescapeDataString(id) : null;
        Lists++;
        // The newest first, as the provider has them.
        var rest = _jobs.Values.Reverse().OrderByDescending(job => job.CreatedAt).SkipWhile(job => after is not null && job.Id != after).Skip(after is null ? 0 : 1).ToList();
        return new() { ["object"] = "list", ["has_more"] = rest.Count > PageSize, ["data"] = new JsonArray([.. rest.Take(PageSize).Select(job => (JsonNode)Show(job))]) };
    }

    private Job Advance(Job job)
    {
        if (job.IsOver || ++job.Looked < job.Fate.Looks || (job.Fate.IsSlow && !job.Cancelling)) return job;
        if (job.Fate.IsInvalid) job.Status = "failed";
        else Finish(job, job.Cancelling ? 0.5 : job.Fate.ExpiresAfter ?? 1);
        return job;
    }

    private void Finish(Job job, double share)
    {
        job.Status = job.Cancelling ? "cancelled" : share < 1 ? "expired" : "completed";
        var (output, errors) = (new List<string>(), new List<string>());
        var done = (int)(job.Lines.Count * share);
        for (var i = 0; i < job.Lines.Count; i++)
        {
            var (line, draw) = (job.Lines[i], (i * 0.618_034) % 1);
            var id = (string)line["custom_id"]!;
            if (i >= done)
            {
                if (!job.Cancelling) errors.Add(new JsonObject { ["custom_id"] = id, ["response"] = null, ["error"] = new JsonObject { ["code"] = "batch_expired", ["message"] = "Not done in time." } }.ToJsonString());
                continue;
            }
            if (draw < job.Fate.Fails)
            {
                job.Failed++;
                errors.Add(new JsonObject { ["custom_id"] = id, ["response"] = new JsonObject { ["status_code"] = 500, ["body"] = new JsonObject { ["error"] = new JsonObject { ["code"] = "server_error" } } }, ["error"] = null }.ToJsonString());
                continue;
            }
            job.Completed++;
            var completion = Complete(id, line["body"]!);
            if (draw > 1 - job.Fate.Drops) continue;
            output.Add(new JsonObject { ["id"] = $"req-{i}", ["custom_id"] = id, ["response"] = new JsonObject { ["status_code"] = 200, ["request_id"] = $"r{i}", ["body"] = completion }, ["error"] = null }.ToJsonString());
        }
        // In another order, and one of them twice.
        output.Reverse();
        if (output.Count > 0) output.Add(output[0]);
        job.Output = Keep(output);
        job.Errors = Keep(errors);
    }

    private JsonObject Complete(string id, JsonNode body)
    {
        var content = answer(body);
        var (input, output) = (body["messages"]!.AsArray().Sum(message => Tokens((string)message!["content"]!)), Tokens(content));
        Billed[id] = Price(input, output) / 2;
        return new()
        {
            ["object"] = "chat.completion",
            ["model"] = (string?)body["model"],
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["finish_reason"] = "stop", ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = content } }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = input, ["completion_tokens"] = output, ["total_tokens"] = input + output },
        };
    }

    private JsonObject Cancel(string id)
    {
        Cancelled.Enqueue(id);
        if (!_jobs[id].IsOver) _jobs[id].Cancelling = true;
        return Show(_jobs[id]);
    }

    private string? Keep(List<string> lines)
    {
        if (lines.Count == 0) return null;
        var id = $"file-{_files.Count + 1}";
        _files[id] = string.Join('\n', lines) + "\n";
        return id;
    }

    private static JsonObject Show(Job job) => new()
    {
        ["id"] = job.Id,
        ["object"] = "batch",
        ["created_at"] = job.CreatedAt,
        ["status"] = job.Cancelling && !job.IsOver ? "cancelling" : job.Status,
        ["output_file_id"] = job.Output,
        ["error_file_id"] = job.Errors,
        ["metadata"] = job.Metadata?.DeepClone(),
        ["request_counts"] = new JsonObject { ["total"] = job.Lines.Count, ["completed"] = job.Completed, ["failed"] = job.Failed },
        ["errors"] = job.Status == "failed" ? new JsonObject { ["data"] = new JsonArray(new JsonObject { ["code"] = "invalid_file", ["message"] = "It is not valid." }) } : null,
    };

    private static HttpResponseMessage Json(HttpStatusCode status, JsonNode body) => new(status) { Content = JsonContent.Create(body) };

    private static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content is not MultipartFormDataContent form) return await content.ReadAsStringAsync(cancellationToken);
        var parts = form.ToDictionary(part => part.Headers.ContentDisposition!.Name!.Trim('"'));
        if (await parts["purpose"].ReadAsStringAsync(cancellationToken) != "batch") throw new InvalidOperationException("The purpose of the file is not 'batch'.");
        return await parts["file"].ReadAsStringAsync(cancellationToken);
    }

    private sealed class Job(string id, IReadOnlyList<JsonNode> lines, LaneFate fate, JsonNode? metadata, long createdAt)
    {
        public long CreatedAt => createdAt;
        public string Id => id;
        public IReadOnlyList<JsonNode> Lines => lines;
        public LaneFate Fate { get; set; } = fate;
        public JsonNode? Metadata => metadata;
        public string Status { get; set; } = "in_progress";
        public int Looked { get; set; }
        public bool Cancelling { get; set; }
        public long Completed { get; set; }
        public long Failed { get; set; }
        public string? Output { get; set; }
        public string? Errors { get; set; }
        public bool IsOver => Status != "in_progress";
    }
}
