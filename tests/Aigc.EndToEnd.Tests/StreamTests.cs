using System.Net;
using System.Net.Http.Json;
using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Core.Tenants;
using Aigc.Functions.Http;

namespace Aigc.EndToEnd.Tests;

public sealed class StreamTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly byte[] Feed = "id,title,description\na1,Trail Mug,A steel mug with a lid.\n"u8.ToArray();
    private const string Waiting = """{"outputs":[{"slot":"title.en"}],"trial":{"size":1}}""";

    [Fact]
    public async Task A_tenant_can_follow_so_many_batches_and_keeps_nobody_else_out()
    {
        var (http, id) = await WaitingBatchAsync("follower");
        var (other, theirs) = await WaitingBatchAsync("neighbour");
        var open = new List<HttpResponseMessage>();
        for (var i = 0; i < OpenStreams.PerTenant; i++) open.Add(await FollowAsync(http, id));

        using var refused = await FollowAsync(http, id);
        using var neighbour = await FollowAsync(other, theirs);
        using var request = await http.GetAsync(new Uri($"batches/{id}", UriKind.Relative));

        Assert.All(open, stream => Assert.Equal(HttpStatusCode.OK, stream.StatusCode));
        Assert.Equal((HttpStatusCode.TooManyRequests, "30"), (refused.StatusCode, refused.Headers.RetryAfter?.ToString()));
        Assert.Equal(HttpStatusCode.OK, neighbour.StatusCode);
        Assert.Equal(HttpStatusCode.OK, request.StatusCode);
        open.ForEach(stream => stream.Dispose());
    }

    [Fact]
    public async Task A_listener_that_goes_away_leaves_room_for_another()
    {
        var (http, id) = await WaitingBatchAsync("leaver");
        for (var i = 0; i < OpenStreams.PerTenant * 2; i++)
        {
            using var stream = await FollowAsync(http, id);
            // Whoever left a moment ago may still be counted.
            if (stream.StatusCode == HttpStatusCode.TooManyRequests) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        await UntilAsync(async () =>
        {
            using var stream = await FollowAsync(http, id);
            return stream.StatusCode == HttpStatusCode.OK;
        });
    }

    private static Task<HttpResponseMessage> FollowAsync(HttpClient http, string id) => http.GetAsync(new Uri($"batches/{id}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition()) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
    }

    private async Task<(HttpClient Http, string Id)> WaitingBatchAsync(string tenant)
    {
        var http = await host.ClientAsync(tenant, Role.Operator);
        var batch = await http.SubmitAsync("a.csv", Feed, recipe: Waiting);
        // Looked at and not followed: a stream that was just closed may still be counted.
        await UntilAsync(async () => (await http.GetFromJsonAsync($"batches/{batch.Id}", AigcJson.Default.Batch))!.State == BatchState.AwaitingTrial);
        return (http, batch.Id);
    }
}
