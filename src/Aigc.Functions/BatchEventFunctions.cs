using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Core.Batches;
using Aigc.Core.Tenants;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions;

/// <summary>Progress as server-sent events: one at each change of state or counts, until the batch has ended or the listener goes.</summary>
public sealed class BatchEventFunctions(BatchService batches, OpenStreams streams, TimeProvider time)
{
    // A batch that waits for a person for days is looked at rarely; one at work often.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan IdleLook = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    [Function(nameof(FollowBatch)), Requires(Role.Viewer)]
    [Operation("Progress of a batch as text/event-stream.")]
    public async Task<IResult> FollowBatch([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "batches/{id}/events")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var batch = await batches.GetAsync(request.Tenant(), id, cancellationToken);
        using var stream = streams.Open(batch.Tenant);
        if (stream is null) throw TooMany(request.HttpContext.Response);
        var response = request.HttpContext.Response;
        (response.ContentType, response.Headers.CacheControl, response.Headers["X-Accel-Buffering"]) = ("text/event-stream", "no-store", "no");
        await FollowAsync(response, batch, cancellationToken);
        return Results.Empty;
    }

    private async Task FollowAsync(HttpResponse response, Batch batch, CancellationToken cancellationToken)
    {
        await SendAsync(response, batch, cancellationToken);
        var (quietSince, look) = (time.GetTimestamp(), Look);
        while (!BatchStates.IsFinal(batch.State))
        {
            await Task.Delay(look, time, cancellationToken);
            var now = await batches.GetAsync(batch.Tenant, batch.Id, cancellationToken);
            var isNews = now.State != batch.State || now.Counts != batch.Counts;
            look = isNews ? Look : TimeSpan.FromTicks(Math.Min(look.Ticks * 5 / 4, IdleLook.Ticks));
            if (isNews) await SendAsync(response, now, cancellationToken);
            else if (time.GetElapsedTime(quietSince) < Heartbeat) continue;
            else await response.WriteAsync(": still here\n\n", cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            (batch, quietSince) = (now, time.GetTimestamp());
        }
    }

    private static ProblemException TooMany(HttpResponse response)
    {
        response.Headers.RetryAfter = "30";
        return new("too-many-streams", $"A tenant can follow {OpenStreams.PerTenant} batches at a time.", StatusCodes.Status429TooManyRequests);
    }

    private static async Task SendAsync(HttpResponse response, Batch batch, CancellationToken cancellationToken)
    {
        var news = new BatchNews(batch.Id, batch.State, batch.Reason, batch.Counts, batch.Spent);
        await response.WriteAsync($"event: progress\ndata: {JsonSerializer.Serialize(news, AigcJson.Default.BatchNews)}\n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
