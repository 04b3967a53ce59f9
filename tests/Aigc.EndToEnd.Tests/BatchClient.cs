using System.Net.Http.Json;
using System.Text;
using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;

namespace Aigc.EndToEnd.Tests;

/// <summary>What a client of the API does with batches.</summary>
internal static class BatchClient
{
    public static async Task<HttpResponseMessage> PostFeedAsync(this HttpClient http, string name, byte[] feed, string? key = null, string? recipe = null, IReadOnlyDictionary<string, byte[]>? media = null)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent(feed), "feed", name);
        if (recipe is not null) form.Add(new StringContent(recipe, Encoding.UTF8, "application/json"), "recipe");
        foreach (var (path, bytes) in media ?? new Dictionary<string, byte[]>()) form.Add(new ByteArrayContent(bytes), "media", path);
        using var request = new HttpRequestMessage(HttpMethod.Post, "batches") { Content = form };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request);
    }

    public static async Task<Batch> SubmitAsync(this HttpClient http, string name, byte[] feed, string? key = null, string? recipe = null, IReadOnlyDictionary<string, byte[]>? media = null)
    {
        var response = await http.PostFeedAsync(name, feed, key, recipe, media);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return (await response.Content.ReadFromJsonAsync(AigcJson.Default.Batch))!;
    }

    /// <summary>Follows the event stream until the batch is in one of the states.</summary>
    public static async Task<Batch> FollowAsync(this HttpClient http, string id, params BatchState[] states)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await using var events = await http.GetStreamAsync($"batches/{id}/events", over.Token);
        using var lines = new StreamReader(events);
        while (await lines.ReadLineAsync(over.Token) is not null)
        {
            var batch = (await http.GetFromJsonAsync($"batches/{id}", AigcJson.Default.Batch, over.Token))!;
            if (states.Contains(batch.State)) return batch;
            if (batch.State is BatchState.Failed or BatchState.Cancelled) throw new InvalidOperationException($"{batch.State}: {batch.Reason}");
        }
        return (await http.GetFromJsonAsync($"batches/{id}", AigcJson.Default.Batch))!;
    }

    public static async Task<IReadOnlyList<ItemResult>> ResultsAsync(this HttpClient http, string id)
    {
        var lines = (await http.GetStringAsync($"batches/{id}/results.jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => System.Text.Json.JsonSerializer.Deserialize(line, AigcJson.Default.ItemResult)!)];
    }
}
