using Aigc.Contracts;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Serving;
using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Api;

/// <summary>
/// Answers a request with the result of its work where it is there in time, else with 202 and a job. <c>Prefer: respond-async</c> asks for the job at
/// once, <c>Prefer: wait=SECONDS</c> shortens the wait; the same <c>Idempotency-Key</c> is the same work.
/// </summary>
internal sealed class JobAnswers(WorkLine line, JobBook book, IOptions<ServingOptions> options)
{
    /// <param name="bytes">The most that the request may hold in memory.</param>
    /// <param name="read">Reads the work from the request; called with the place in the line that holds it, so that whoever is sent away costs no memory.</param>
    public async Task<IResult> AnswerAsync(HttpContext http, string op, long bytes, Func<WorkLine.Place, Task<RequestedWork>> read)
    {
        var key = http.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } sent ? sent : null;
        // Taken for no key, it would be worked on, and paid for, at every try.
        if (key?.Length > ImageProblems.LongestKey) return ImageProblems.KeyTooLong.ToResult();
        var caller = ApiKeys.NumberOf(http);
        WorkLine.Place? place = null;
        Job job;
        try
        {
            place = line.Enter(op, caller, bytes);
            var work = await read(place);
            // Only who may come back with the same key has to be told apart by all that was sent.
            var fingerprint = key is null ? "" : work.Fingerprint();
            (job, var isNew) = book.Open(caller, key, fingerprint, work.Steps);
            if (job.Fingerprint != fingerprint) return ImageProblems.KeyReused.ToResult();
            // From here on the place is the job's.
            if (isNew) (_, place) = (work.RunAsync(job), null);
        }
        catch (ImageProblemException problem)
        {
            return line.Refuse(http, problem);
        }
        finally
        {
            place?.Dispose();
        }
        return await WaitAsync(http, job);
    }

    private async Task<IResult> WaitAsync(HttpContext http, Job job)
    {
        try
        {
            await job.Done.WaitAsync(Preference.Wait(http.Request, options.Value.SyncSeconds), http.RequestAborted);
        }
        catch (TimeoutException)
        {
            book.Publish(job);
            return Accepted(http, job);
        }
        catch (OperationCanceledException)
        {
            // Nobody can ask for a job without a key or an id.
            if (job.Key is null) job.Cancel();
            throw;
        }
        return job.State switch
        {
            { Result: { } result } => Results.Json(result, AigcJson.Default.ImagePipelineResponse),
            { Rehosted: { } rehosted } => Results.Json(rehosted, AigcJson.Default.RehostResponse),
            { Problem: { } problem } => problem.ToResult(),
            _ => ImageProblems.Internal.ToResult(),
        };
    }

    private IResult Accepted(HttpContext http, Job job)
    {
        line.TellWhenToComeBack(http);
        http.Response.Headers.Location = $"/v1/jobs/{job.Id}";
        return Results.Json(job.Outline, AigcJson.Default.ImageJob, statusCode: StatusCodes.Status202Accepted);
    }
}

/// <summary>What a request asks for, as it was read.</summary>
/// <param name="Fingerprint">Hash of everything that the caller sent.</param>
/// <param name="RunAsync">Takes the job to its end, and leaves the place that the work was read with, whatever happens.</param>
internal sealed record RequestedWork(Func<string> Fingerprint, int Steps, Func<Job, Task> RunAsync);
