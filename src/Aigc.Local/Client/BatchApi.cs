using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Reviews;
using Aigc.Core.Batches;

namespace Aigc.Local.Client;

/// <summary>The product's HTTP API as the command line uses it.</summary>
internal sealed class BatchApi : IDisposable
{
    private readonly HttpClient _http;

    public BatchApi(Uri host, string key)
    {
        _http = new() { BaseAddress = new Uri(host, "/api/v1/"), Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public async Task<Batch> SubmitAsync(string feed, string? recipe, CancellationToken cancellationToken)
    {
        using var form = await FeedForm.CreateAsync(feed, recipe, cancellationToken);
        using var response = await _http.PostAsync("batches", form, cancellationToken);
        return await ReadAsync(response, AigcJson.Default.Batch, cancellationToken);
    }

    public Task<Batch> GetAsync(string id, CancellationToken cancellationToken) => GetAsync($"batches/{id}", AigcJson.Default.Batch, cancellationToken);

    /// <summary>The batch now, and again at each event, until it has ended. A stream lasts only so long; another is opened then.</summary>
    public async IAsyncEnumerable<Batch> WatchAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var batch = await GetAsync(id, cancellationToken); ; batch = await GetAsync(id, cancellationToken))
        {
            yield return batch;
            if (BatchStates.IsFinal(batch.State)) break;
            await using var events = await _http.GetStreamAsync($"batches/{id}/events", cancellationToken);
            using var lines = new StreamReader(events);
            while (await lines.ReadLineAsync(cancellationToken) is { } line)
                if (line.StartsWith("data:", StringComparison.Ordinal)) yield return await GetAsync(id, cancellationToken);
        }
    }

    /// <summary>The batch as soon as it has left the state it is in.</summary>
    public async Task<Batch> LeaveAsync(Batch batch, CancellationToken cancellationToken)
    {
        await foreach (var now in WatchAsync(batch.Id, cancellationToken))
            if (now.State != batch.State) return now;
        return await GetAsync(batch.Id, cancellationToken);
    }

    public async Task<IReadOnlyList<Review>> OpenReviewsAsync(Batch batch, CancellationToken cancellationToken)
    {
        var reviews = new List<Review>();
        string? after = null;
        do
        {
            var page = await GetAsync($"reviews?batch={batch.Id}&state=open&limit=200{After(after)}", AigcJson.Default.ReviewList, cancellationToken);
            reviews.AddRange(page.Data);
            after = page.After;
        }
        while (after is not null);
        return reviews;
    }

    public async IAsyncEnumerable<ItemResult> ItemsAsync(Batch batch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = await GetAsync($"batches/{batch.Id}/items?limit=200{After(after)}", AigcJson.Default.ItemList, cancellationToken);
            foreach (var item in page.Data) yield return item;
            after = page.After;
        }
        while (after is not null);
    }

    public Task DecideReviewAsync(Review review, Verdict verdict, CancellationToken cancellationToken) => DecideAsync($"reviews/{review.Id}/decision", verdict, cancellationToken);

    public Task DecideGateAsync(Batch batch, Gate gate, Verdict verdict, CancellationToken cancellationToken) => DecideAsync($"batches/{batch.Id}/decisions/{gate.ToString().ToLowerInvariant()}", verdict, cancellationToken);

    /// <summary>Writes the export files and the pictures beside them, so that the gallery opens from the disk.</summary>
    public async Task DownloadAsync(Batch batch, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(folder, "images"));
        foreach (var file in (await GetAsync($"batches/{batch.Id}/files", AigcJson.Default.FileList, cancellationToken)).Data) await SaveAsync($"batches/{batch.Id}/files/{file}", Path.Combine(folder, Path.GetFileName(file)), cancellationToken);
        await foreach (var item in ItemsAsync(batch, cancellationToken))
            foreach (var asset in item.Slots.Select(slot => slot.Asset).Append(item.Source).OfType<AssetRef>())
                await SaveAsync($"assets/{asset.FileName}", Path.Combine(folder, "images", asset.FileName), cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private static string After(string? after) => after is null ? "" : $"&after={Uri.EscapeDataString(after)}";

    private async Task DecideAsync(string path, Verdict verdict, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(path, new { verdict = verdict.ToString().ToLowerInvariant() }, cancellationToken);
        await EnsureAsync(response, cancellationToken);
    }

    private async Task SaveAsync(string path, string file, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await EnsureAsync(response, cancellationToken);
        await using var target = File.Create(file);
        await response.Content.CopyToAsync(target, cancellationToken);
    }

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(path, cancellationToken);
        return await ReadAsync(response, type, cancellationToken);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await EnsureAsync(response, cancellationToken);
        return (await response.Content.ReadFromJsonAsync(type, cancellationToken))!;
    }

    private static async Task EnsureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode) return;
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        throw new ApiException(Explain(body) ?? $"The API answered {(int)response.StatusCode}.");
    }

    private static string? Explain(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            var lines = new List<string> { problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString()! : problem.RootElement.GetProperty("title").GetString()! };
            if (problem.RootElement.TryGetProperty("errors", out var errors)) lines.AddRange(errors.EnumerateArray().Select(error => $"  {error.GetProperty("path").GetString()}: {error.GetProperty("message").GetString()}"));
            return string.Join('\n', lines);
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
