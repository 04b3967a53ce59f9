using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;

namespace Aigc.Core.Lanes;

/// <summary>The lane of OpenAI, Azure OpenAI and whatever server speaks their <c>/files</c> and <c>/batches</c>.</summary>
/// <param name="http">Its base address ends with <c>/v1/</c>.</param>
/// <param name="model">The provider's name of the one model of all files.</param>
internal sealed class OpenAiBatchLane(LaneHttp http, string model) : IBatchLane
{
    private const string Target = "/v1/chat/completions";
    private const string NameKey = "aigc_job";

    /// <summary>50,000 requests and 200 MB, less a little.</summary>
    public LaneLimits Limits => new(50_000, 190_000_000);

    public ValueTask<byte[]> LineAsync(LaneRequest request, CancellationToken cancellationToken = default) => ValueTask.FromResult(OpenAiLine.Write(request, model, Target));

    public async Task<string> SubmitAsync(string name, Stream file, CancellationToken cancellationToken = default)
    {
        using var form = new MultipartFormDataContent { { new StringContent("batch"), "purpose" }, { new StreamContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("application/jsonl") } }, "file", $"{name}.jsonl" } };
        var uploaded = await http.SendAsync(HttpMethod.Post, "files", form, LaneWire.Default.OpenAiFile, cancellationToken);
        var create = new OpenAiBatchRequest(uploaded.Id, Target, "24h", new Dictionary<string, string> { [NameKey] = name });
        return (await http.SendAsync(HttpMethod.Post, "batches", JsonContent.Create(create, LaneWire.Default.OpenAiBatchRequest), LaneWire.Default.OpenAiBatch, cancellationToken)).Id;
    }

    public async Task<string?> FindAsync(string name, int requests, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        var bound = (since - LaneHttp.ClockSkew).ToUnixTimeSeconds();
        var (seen, newest) = (new HashSet<string>(StringComparer.Ordinal), default(long?));
        for (var after = ""; ;)
        {
            var list = await http.SendAsync(HttpMethod.Get, $"batches?limit=100{after}", null, LaneWire.Default.OpenAiBatchList, cancellationToken);
            if (list.Data.FirstOrDefault(batch => batch.Metadata?.GetValueOrDefault(NameKey) == name) is { } found) return found.Id;
            if (!list.HasMore || list.Data.Count == 0) return null;
            newest ??= list.Data[0].CreatedAt;
            // The newest stand first with the providers that are known; a list of another order is read to its end.
            if (list.Data[^1].CreatedAt is { } oldest && oldest < newest && oldest < bound) return null;
            if (!seen.Add(list.Data[^1].Id)) throw new TransientException("The batch lane's list of batches has no end.");
            after = $"&after={Uri.EscapeDataString(list.Data[^1].Id)}";
        }
    }

    public async Task<LaneStatus> StatusAsync(string id, CancellationToken cancellationToken = default) =>
        Status(await http.SendAsync(HttpMethod.Get, $"batches/{Uri.EscapeDataString(id)}", null, LaneWire.Default.OpenAiBatch, cancellationToken));

    public Task CancelAsync(string id, CancellationToken cancellationToken = default) => http.CancelAsync($"batches/{Uri.EscapeDataString(id)}/cancel", LaneWire.Default.OpenAiBatch, cancellationToken);

    public async IAsyncEnumerable<LaneOutcome> ReadAsync(LaneStatus status, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var file in new[] { status.Output, status.Errors }.OfType<string>())
            await foreach (var line in http.LinesAsync($"files/{Uri.EscapeDataString(file)}/content", cancellationToken))
                if (OpenAiLine.Read(line) is { } outcome) yield return outcome;
    }

    private static LaneStatus Status(OpenAiBatch batch) => new(batch.Id, batch.Status switch
    {
        "completed" => LaneState.Completed,
        "failed" => LaneState.Failed,
        "expired" => LaneState.Expired,
        "cancelled" => LaneState.Cancelled,
        _ => LaneState.Running,
    }, batch.RequestCounts?.Total ?? 0, batch.RequestCounts?.Completed ?? 0, batch.RequestCounts?.Failed ?? 0, batch.OutputFileId, batch.ErrorFileId, batch.Errors?.Data?.FirstOrDefault()?.Code);
}
