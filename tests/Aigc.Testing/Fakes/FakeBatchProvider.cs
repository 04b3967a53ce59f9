using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Aigc.Testing.Fakes;

/// <summary>OpenAI's <c>/v1/files</c> and <c>/v1/batches</c>. It reads the file as the provider does. A route that it does not know is an error.</summary>
public sealed class FakeBatchProvider(Func<JsonNode, string> answer) : FakeLane
{
    private readonly Dictionary<string, string> _files = [];

    protected override bool IsKey(HttpRequestHeaders headers) => headers.Authorization?.Parameter is "lane-key";

    protected override bool Creates(string method, string[] path) => (method, path) is ("POST", ["v1", "batches"]);

    protected override HttpResponseMessage Answer(string method, string[] path, string query, string? body) => (method, path) switch
    {
        ("GET", ["v1", "files", var file, "content"]) => new(HttpStatusCode.OK) { Content = new StringContent(_files[file]) },
        ("POST", ["v1", "files"]) => Json(HttpStatusCode.OK, Upload(body!)),
        ("POST", ["v1", "batches"]) => Json(HttpStatusCode.OK, Create(JsonNode.Parse(body!)!)),
        ("GET", ["v1", "batches"]) => Json(HttpStatusCode.OK, List(query)),
        ("GET", ["v1", "batches", var id]) => Json(HttpStatusCode.OK, Show(Advance(Jobs[id]))),
        ("POST", ["v1", "batches", var id, "cancel"]) => Json(HttpStatusCode.OK, Show(Cancel(id))),
        _ => throw new InvalidOperationException($"The fake batch provider knows no {method} {string.Join('/', path)}."),
    };

    protected override JsonNode Other(int number) => new JsonObject { ["custom_id"] = $"other-{number}", ["body"] = new JsonObject { ["model"] = "other", ["messages"] = new JsonArray() } };

    protected override async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content is not MultipartFormDataContent form) return await content.ReadAsStringAsync(cancellationToken);
        var parts = form.ToDictionary(part => part.Headers.ContentDisposition!.Name!.Trim('"'));
        if (await parts["purpose"].ReadAsStringAsync(cancellationToken) != "batch") throw new InvalidOperationException("The purpose of the file is not 'batch'.");
        return await parts["file"].ReadAsStringAsync(cancellationToken);
    }

    protected override void Publish(LaneJob job)
    {
        var (output, errors) = (new List<string>(), new List<string>());
        foreach (var (line, ending) in job.Lines.Zip(job.Endings!))
        {
            var id = (string)line["custom_id"]!;
            // What is done is billed, whether it is sent or not.
            var completion = ending is LaneEnding.Done or LaneEnding.Dropped ? Complete(id, line["body"]!) : null;
            if (ending == LaneEnding.Done) output.Add(new JsonObject { ["id"] = $"req-{id}", ["custom_id"] = id, ["response"] = new JsonObject { ["status_code"] = 200, ["request_id"] = $"r{id}", ["body"] = completion }, ["error"] = null }.ToJsonString());
            if (ending == LaneEnding.Failed) errors.Add(new JsonObject { ["custom_id"] = id, ["response"] = new JsonObject { ["status_code"] = 500, ["body"] = new JsonObject { ["error"] = new JsonObject { ["code"] = "server_error" } } }, ["error"] = null }.ToJsonString());
            if (ending == LaneEnding.NotBegun && !job.Cancelling) errors.Add(new JsonObject { ["custom_id"] = id, ["response"] = null, ["error"] = new JsonObject { ["code"] = "batch_expired", ["message"] = "Not done in time." } }.ToJsonString());
        }
        // In another order, and one of them twice.
        output.Reverse();
        if (output.Count > 0) output.Add(output[0]);
        job.Output = Keep(output);
        job.Errors = Keep(errors);
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
        var job = Take([.. _files[(string)wanted["input_file_id"]!].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)], wanted["metadata"]?.DeepClone());
        Jobs[job.Id] = job;
        // One model a file, and no id twice: the provider looks at the whole file first.
        if (job.Lines.Select(line => (string?)line["body"]!["model"]).Distinct().Count() > 1 || job.Lines.DistinctBy(line => (string?)line["custom_id"]).Count() < job.Lines.Count) job.Fate = job.Fate with { IsInvalid = true };
        return Show(job);
    }

    private JsonObject List(string query)
    {
        var rest = After(query.Split("after=") is [_, var id] ? Uri.UnescapeDataString(id) : null);
        return new() { ["object"] = "list", ["has_more"] = rest.Count > PageSize, ["data"] = new JsonArray([.. rest.Take(PageSize).Select(job => (JsonNode)Show(job))]) };
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

    private string? Keep(List<string> lines)
    {
        if (lines.Count == 0) return null;
        var id = $"file-{_files.Count + 1}";
        _files[id] = string.Join('\n', lines) + "\n";
        return id;
    }

    private static string Status(LaneJob job) => job switch
    {
        { IsOver: false } => job.Cancelling ? "cancelling" : "in_progress",
        { Fate.IsInvalid: true } => "failed",
        { Cancelling: true } => "cancelled",
        _ => job.Count(LaneEnding.NotBegun) > 0 ? "expired" : "completed",
    };

    private static JsonObject Show(LaneJob job) => new()
    {
        ["id"] = job.Id,
        ["object"] = "batch",
        ["created_at"] = job.CreatedAt.ToUnixTimeSeconds(),
        ["status"] = Status(job),
        ["output_file_id"] = job.Output,
        ["error_file_id"] = job.Errors,
        ["metadata"] = job.Metadata?.DeepClone(),
        ["request_counts"] = new JsonObject { ["total"] = job.Lines.Count, ["completed"] = job.Count(LaneEnding.Done, LaneEnding.Dropped), ["failed"] = job.Count(LaneEnding.Failed) },
        ["errors"] = Status(job) == "failed" ? new JsonObject { ["data"] = new JsonArray(new JsonObject { ["code"] = "invalid_file", ["message"] = "It is not valid." }) } : null,
    };
}
