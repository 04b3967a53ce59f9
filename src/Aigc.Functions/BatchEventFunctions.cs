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

/// <summary>Progress as server-sent events: one at each change of state or counts, until the batch has ended, the listener goes or the stream has been open for long; a listener opens another then.</summary>
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
        // The genuine host tells of a caller that went away by the request, the embedded one by both.
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, request.HttpContext.RequestAborted);
        var batch = await batches.GetAsync(request.Tenant(), id, gone.Token);
        using var stream = streams.Open(batch.Tenant);
        var response = request.HttpContext.Response;
        if (stream is null) throw TooMany(response);
        (response.ContentType, response.Headers.CacheControl, response.Headers["X-Accel-Buffering"]) = ("text/event-stream", "no-store", "no");
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stream.Over, gone.Token);
        await FollowAsync(response, batch, over.Token, gone.Token);
        return Results.Empty;
    }

    private async Task FollowAsync(HttpResponse response, Batch batch, CancellationToken over, CancellationToken gone)
    {
        await SendAsync(response, batch, gone);
        var (quietSince, look) = (time.GetTimestamp(), Look);
        while (!BatchStates.IsFinal(batch.State) && !over.IsCancellationRequested)
        {
            await Task.Delay(look, time, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var now = await batches.GetAsync(batch.Tenant, batch.Id, gone);
            var isNews = now.State != batch.State || now.Counts != batch.Counts || now.Spent != batch.Spent || now.Alarm != batch.Alarm;
            look = isNews ? Look : TimeSpan.FromTicks(Math.Min(look.Ticks * 5 / 4, IdleLook.Ticks));
            if (isNews) await SendAsync(response, now, gone);
            else if (time.GetElapsedTime(quietSince) < Heartbeat) continue;
            else await StillHereAsync(response, gone);
            (batch, quietSince) = (now, time.GetTimestamp());
        }
    }

    // A listener that vanished without a word is noticed by the write that fails.
    private static async Task StillHereAsync(HttpResponse response, CancellationToken gone)
    {
        await response.WriteAsync(": still here\n\n", gone);
        await response.Body.FlushAsync(gone);
    }

    private static ProblemException TooMany(HttpResponse response)
    {
        response.Headers.RetryAfter = "30";
        return new("too-many-streams", "So many batches are followed already; close a stream, or ask for the batch from time to time.", StatusCodes.Status429TooManyRequests);
    }

    private static async Task SendAsync(HttpResponse response, Batch batch, CancellationToken gone)
    {
        var news = new BatchNews(batch.Id, batch.State, batch.Reason, batch.Counts, batch.Spent, batch.Alarm);
        await response.WriteAsync($"event: progress\ndata: {JsonSerializer.Serialize(news, AigcJson.Default.BatchNews)}\n\n", gone);
        await response.Body.FlushAsync(gone);
    }
}
