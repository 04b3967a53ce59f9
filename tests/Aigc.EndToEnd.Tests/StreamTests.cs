using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Core.Tenants;

namespace Aigc.EndToEnd.Tests;

/// <summary>Event streams over the whole host: they have limits of their own, and take no place from requests.</summary>
public sealed class StreamTests : IAsyncLifetime
{
    private static readonly byte[] Feed = "id,title,description\na1,Trail Mug,A steel mug with a lid.\n"u8.ToArray();
    private const string Waiting = """{"outputs":[{"slot":"title.en"}],"trial":{"size":1}}""";
    private readonly ApiHost _host = new() { Settings = new Dictionary<string, string?> { ["Aigc:Streams:PerTenant"] = "3", ["Aigc:Streams:All"] = "5" } };
    private readonly List<HttpResponseMessage> _open = [];

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync()
    {
        _open.ForEach(stream => stream.Dispose());
        return _host.DisposeAsync();
    }

    [Fact]
    public async Task A_tenant_can_follow_so_many_batches_and_keeps_nobody_else_out()
    {
        var (http, id) = await WaitingBatchAsync("follower");
        var (other, theirs) = await WaitingBatchAsync("neighbour");
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await FollowAsync(http, id)).StatusCode);

        await AssertRefusedAsync(await FollowAsync(http, id));
        Assert.Equal(HttpStatusCode.OK, (await FollowAsync(other, theirs)).StatusCode);
        using var request = await http.GetAsync(new Uri($"batches/{id}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, request.StatusCode);
    }

    [Fact]
    public async Task All_tenants_together_can_follow_so_many_batches()
    {
        var (first, one) = await WaitingBatchAsync("first");
        var (second, two) = await WaitingBatchAsync("second");
        var (third, three) = await WaitingBatchAsync("third");
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await FollowAsync(first, one)).StatusCode);
        for (var i = 0; i < 2; i++) Assert.Equal(HttpStatusCode.OK, (await FollowAsync(second, two)).StatusCode);

        await AssertRefusedAsync(await FollowAsync(third, three));
    }

    [Fact]
    public async Task A_listener_that_goes_away_leaves_room_for_another()
    {
        var (http, id) = await WaitingBatchAsync("leaver");
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await FollowAsync(http, id)).StatusCode);
        _open.ForEach(stream => stream.Dispose());

        // Whoever left a moment ago may still be counted.
        await UntilAsync(async () => (await FollowAsync(http, id)).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_host_that_stops_does_not_wait_for_listeners()
    {
        var (http, id) = await WaitingBatchAsync("listener");
        var stream = await FollowAsync(http, id);
        await using var events = await stream.Content.ReadAsStreamAsync();
        using var lines = new StreamReader(events);
        Assert.Equal("event: progress", await lines.ReadLineAsync());

        var stopping = _host.StopAsync();

        // In good order: what was sent is whole, and the answer has an end.
        Assert.EndsWith("\n\n", await lines.ReadToEndAsync(), StringComparison.Ordinal);
        await stopping;
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage refused)
    {
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.TooManyRequests, "30"), (refused.StatusCode, refused.Headers.RetryAfter?.ToString()));
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal("too-many-streams", problem.GetProperty("code").GetString());
    }

    private async Task<HttpResponseMessage> FollowAsync(HttpClient http, string id)
    {
        var stream = await http.GetAsync(new Uri($"batches/{id}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        _open.Add(stream);
        return stream;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition()) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
    }

    private async Task<(HttpClient Http, string Id)> WaitingBatchAsync(string tenant)
    {
        var http = await _host.ClientAsync(tenant, Role.Operator);
        var batch = await http.SubmitAsync("a.csv", Feed, recipe: Waiting);
        // Looked at and not followed: a stream that was just closed may still be counted.
        await UntilAsync(async () => (await http.GetFromJsonAsync($"batches/{batch.Id}", AigcJson.Default.Batch))!.State == BatchState.AwaitingTrial);
        return (http, batch.Id);
    }
}
