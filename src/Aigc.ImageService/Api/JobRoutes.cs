using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Images;
using Aigc.ImageService.Serving;

namespace Aigc.ImageService.Api;

/// <summary><c>GET</c> and <c>DELETE /v1/jobs/{id}</c>, and its progress as server-sent events.</summary>
internal sealed class JobRoutes(JobBook book, WorkLine line)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/jobs/{id}", (string id, HttpContext http) => Told(id, http));
        routes.MapDelete("/v1/jobs/{id}", (string id, HttpContext http) => Cancel(id, http));
        routes.MapGet("/v1/jobs/{id}/events", (string id, HttpContext http) => FollowAsync(id, http));
    }

    // To other keys than its own a job does not exist.
    private Job? Find(string id, HttpContext http) => book.Find(ApiKeys.NumberOf(http), id);

    private IResult Told(string id, HttpContext http)
    {
        if (Find(id, http) is not { } job) return ImageProblems.NoJob.ToResult();
        var state = job.State;
        if (state.State is ImageJobState.Queued or ImageJobState.Running) line.TellWhenToComeBack(http);
        return Results.Json(state, AigcJson.Default.ImageJob);
    }

    private IResult Cancel(string id, HttpContext http)
    {
        if (Find(id, http) is not { } job) return ImageProblems.NoJob.ToResult();
        job.Cancel();
        return Results.Json(job.Outline, AigcJson.Default.ImageJob, statusCode: StatusCodes.Status202Accepted);
    }

    // Events carry the state without the pictures: those are fetched from the job.
    private async Task FollowAsync(string id, HttpContext http)
    {
        if (Find(id, http) is not { } job)
        {
            await ImageProblems.NoJob.ToResult().ExecuteAsync(http);
            return;
        }
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache";
        while (true)
        {
            var changed = job.Changed;
            var state = job.Outline;
            await http.Response.WriteAsync($"event: {Name(state.State)}\ndata: {JsonSerializer.Serialize(state, AigcJson.Default.ImageJob)}\n\n", http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            if (state.State is not (ImageJobState.Queued or ImageJobState.Running)) return;
            await changed.WaitAsync(http.RequestAborted);
        }
    }

    private static string Name(ImageJobState state) => state switch
    {
        ImageJobState.Queued => "queued",
        ImageJobState.Running => "running",
        ImageJobState.Succeeded => "succeeded",
        ImageJobState.Failed => "failed",
        _ => "cancelled",
    };
}
