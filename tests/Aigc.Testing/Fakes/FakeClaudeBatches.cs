using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Aigc.Testing.Fakes;

/// <summary>
/// Anthropic's <c>/v1/messages/batches</c>: one body, no name, all counted as processing until all is over, results only then. A route that it does not know
/// is an error.
/// </summary>
/// <param name="answer">By the parameters of a request.</param>
public sealed partial class FakeClaudeBatches(Func<JsonNode, string> answer) : FakeLane
{
    /// <summary>Where it says that its results are.</summary>
    public Uri ResultsAt { get; set; } = new("http://lanes.test/v1/messages/batches/");

    /// <summary>How each message ends, with what was found in the cache beside its input.</summary>
    public (string StopReason, long CacheRead) Ends { get; set; } = ("end_turn", 0);

    protected override bool IsKey(HttpRequestHeaders headers) => headers.TryGetValues("x-api-key", out var keys) && keys.Single() == "lane-key" && headers.TryGetValues("anthropic-version", out var versions) && versions.Single() == "2023-06-01";

    protected override bool Creates(string method, string[] path) => (method, path) is ("POST", ["v1", "messages", "batches"]);

    protected override HttpResponseMessage Answer(string method, string[] path, string query, string? body) => (method, path) switch
    {
        ("POST", ["v1", "messages", "batches"]) => Create(JsonNode.Parse(body!)!["requests"]!.AsArray()),
        ("GET", ["v1", "messages", "batches"]) => Json(HttpStatusCode.OK, List(query)),
        ("GET", ["v1", "messages", "batches", var id]) => Json(HttpStatusCode.OK, Show(Advance(Jobs[id]))),
        ("POST", ["v1", "messages", "batches", var id, "cancel"]) => Json(HttpStatusCode.OK, Show(Cancel(id))),
        ("GET", ["v1", "messages", "batches", var id, "results"]) => new(HttpStatusCode.OK) { Content = new StringContent(Jobs[id].Output!) },
        _ => throw new InvalidOperationException($"The fake of Claude's batches knows no {method} {string.Join('/', path)}."),
    };

    protected override JsonNode Other(int number) => new JsonObject { ["custom_id"] = $"an-other-{number}", ["params"] = new JsonObject { ["model"] = "other", ["max_tokens"] = 1, ["messages"] = new JsonArray() } };

    protected override async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var said = content.Headers.ContentLength;
        var bytes = await content.ReadAsByteArrayAsync(cancellationToken);
        if (said != bytes.Length) throw new InvalidOperationException($"The body has {bytes.Length} bytes and says {said}.");
        return Encoding.UTF8.GetString(bytes);
    }

    protected override void Publish(LaneJob job)
    {
        var lines = job.Lines.Zip(job.Endings!).Select(request => (Id: (string)request.First["custom_id"]!, request.Second, Result: ResultOf(job, request.First, request.Second)))
            .Where(request => request.Second != LaneEnding.Dropped)
            .Select(request => new JsonObject { ["custom_id"] = request.Id, ["result"] = request.Result }.ToJsonString()).Reverse().ToList();
        // In another order, and one of them twice.
        job.Output = string.Join('\n', lines.Append(lines.FirstOrDefault())) + "\n";
    }

    private HttpResponseMessage Create(JsonArray requests)
    {
        var job = Take([.. requests.Select(request => request!.DeepClone())]);
        // What the provider looks at before it takes it over; a limit is demanded of each.
        var ids = job.Lines.Select(line => (string)line["custom_id"]!).ToList();
        if (job.Fate.IsInvalid || ids.Distinct().Count() < ids.Count || ids.Any(id => !Id().IsMatch(id)) || job.Lines.Any(line => (int?)line["params"]!["max_tokens"] is not > 0 || line["params"]!["stream"] is not null))
            return Json(HttpStatusCode.BadRequest, new JsonObject { ["type"] = "error", ["error"] = new JsonObject { ["type"] = "invalid_request_error", ["message"] = "It is not valid." } });
        Jobs[job.Id] = job;
        return Json(HttpStatusCode.OK, Show(job));
    }

    private JsonObject List(string query)
    {
        var rest = After(query.Split("after_id=") is [_, var id] ? Uri.UnescapeDataString(id) : null);
        var page = rest.Take(PageSize).Select(Advance).ToList();
        return new() { ["data"] = new JsonArray([.. page.Select(job => (JsonNode)Show(job))]), ["has_more"] = rest.Count > PageSize, ["first_id"] = page.FirstOrDefault()?.Id, ["last_id"] = page.LastOrDefault()?.Id };
    }

    private JsonObject ResultOf(LaneJob job, JsonNode line, LaneEnding ending) => ending switch
    {
        LaneEnding.Failed => new() { ["type"] = "errored", ["error"] = new JsonObject { ["type"] = "error", ["error"] = new JsonObject { ["type"] = "api_error", ["message"] = "Internal server error" } } },
        LaneEnding.NotBegun => new() { ["type"] = job.Cancelling ? "canceled" : "expired" },
        _ => new() { ["type"] = "succeeded", ["message"] = Complete((string)line["custom_id"]!, line["params"]!) },
    };

    private JsonObject Complete(string id, JsonNode parameters)
    {
        var content = answer(parameters);
        var (input, output) = (Texts(parameters["system"]).Concat(parameters["messages"]!.AsArray().SelectMany(message => Texts(message!["content"]))).Sum(Tokens), Tokens(content));
        // The lane puts something of its own before our id.
        Billed[id[8..]] = Price(input, output) / 2;
        return new()
        {
            ["id"] = $"msg_{id}",
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = (string?)parameters["model"],
            ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = content }),
            ["stop_reason"] = Ends.StopReason,
            ["stop_sequence"] = null,
            ["usage"] = new JsonObject { ["input_tokens"] = input, ["cache_creation_input_tokens"] = 0, ["cache_read_input_tokens"] = Ends.CacheRead, ["output_tokens"] = output },
        };
    }

    private static IEnumerable<string> Texts(JsonNode? content) => content switch
    {
        null => [],
        JsonArray blocks => blocks.Select(block => (string)block!["text"]!),
        _ => [(string)content!],
    };

    private JsonObject Show(LaneJob job) => new()
    {
        ["id"] = job.Id,
        ["type"] = "message_batch",
        ["processing_status"] = job.IsOver ? "ended" : job.Cancelling ? "canceling" : "in_progress",
        ["request_counts"] = new JsonObject
        {
            ["processing"] = job.IsOver ? 0 : job.Lines.Count,
            ["succeeded"] = job.Count(LaneEnding.Done, LaneEnding.Dropped),
            ["errored"] = job.Count(LaneEnding.Failed),
            ["canceled"] = job.Cancelling ? job.Count(LaneEnding.NotBegun) : 0,
            ["expired"] = job.Cancelling ? 0 : job.Count(LaneEnding.NotBegun),
        },
        ["created_at"] = job.CreatedAt.ToString("O"),
        ["expires_at"] = (job.CreatedAt + TimeSpan.FromDays(1)).ToString("O"),
        ["ended_at"] = job.IsOver ? job.CreatedAt.ToString("O") : null,
        ["cancel_initiated_at"] = job.Cancelling ? job.CreatedAt.ToString("O") : null,
        ["archived_at"] = null,
        ["results_url"] = job.IsOver ? new Uri(ResultsAt, $"{job.Id}/results").AbsoluteUri : null,
    };

    [GeneratedRegex(@"\A[a-zA-Z0-9_-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
