using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Pipeline;
using Aigc.ImageService.Pipeline.Operations;
using Aigc.ImageService.Serving;
using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Api;

/// <summary>
/// <c>POST /v1/images:pipeline</c> and <c>POST /v1/images:{operation}</c>: answered with the result where it is there in time, else with 202
/// and a job. <c>Prefer: respond-async</c> asks for the job at once, <c>Prefer: wait=SECONDS</c> shortens the wait.
/// </summary>
internal sealed class ImageRoutes(RequestReader reader, WorkLine line, JobRunner runner, JobBook book, IOptions<ServingOptions> options)
{
    public void Map(IEndpointRouteBuilder routes, OperationSet operations)
    {
        routes.MapPost("/v1/images:pipeline", (Delegate)((HttpContext http) => AnswerAsync(http, null)));
        foreach (var op in operations.Names) routes.MapPost($"/v1/images:{op}", (Delegate)((HttpContext http) => AnswerAsync(http, op)));
    }

    private async Task<IResult> AnswerAsync(HttpContext http, string? op)
    {
        var key = http.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } sent ? sent : null;
        // Taken for no key, it would be worked on, and paid for, at every try.
        if (key?.Length > ImageProblems.LongestKey) return ImageProblems.KeyTooLong.ToResult();
        WorkLine.Place? place = null;
        Job job;
        try
        {
            // The place in the line comes before the body: whoever is sent away costs no memory.
            place = line.Enter(op ?? "pipeline", ApiKeys.NumberOf(http), http.Request.ContentLength ?? RequestReader.MaxBody);
            var work = await reader.ReadAsync(http, op, place);
            // Only who may come back with the same key has to be told apart by all that was sent.
            var fingerprint = key is null ? "" : Fingerprint(work);
            (job, var isNew) = book.Open(key, fingerprint, work.Request.Steps?.Count ?? 0);
            if (job.Fingerprint != fingerprint) return ImageProblems.KeyReused.ToResult();
            // From here on the place is the job's.
            if (isNew) (_, place) = (runner.RunAsync(job, place, work), null);
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

    private static string Fingerprint(ImageWork work)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(work.Request, AigcJson.Default.ImagePipelineRequest));
        foreach (var (name, bytes) in work.Images.OrderBy(image => image.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"|{name}|{bytes.Length}|"));
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
