using System.Net;
using Aigc.Contracts;
using Aigc.Contracts.Images;

namespace Aigc.Core.Images;

/// <summary>
/// One request for pictures, from its sending to its result. Where the service makes a job of it, the job is asked for until it is final; where the
/// service knows the job no more, the same request is sent again under the same key; where nobody waits any more, the job is cancelled.
/// </summary>
internal sealed class PictureErrand(ImageWire wire, ImageOptions options, TimeProvider time, PictureRequest request)
{
    private const int MostSubmissions = 3;
    private const int MostMissed = 5;
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ForGoodbye = TimeSpan.FromSeconds(5);

    public async Task<ImagePipelineResponse> RunAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            for (var sent = 0; sent < MostSubmissions; sent++)
            {
                var answer = await SubmitAsync(either.Token);
                if ((answer.Made ?? await FollowAsync(answer.Job!, either.Token)) is { } made) return made;
            }
            throw new TransientException($"The image service lost the job {MostSubmissions} times.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientException($"The image service was not done within {options.Deadline}.");
        }
    }

    // Sent without the token: only the answer names the job, and only a job that has a name can be cancelled.
    private async Task<Answer> SubmitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var asked = AskAsync();
        try
        {
            return await asked.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _ = AbandonAsync(asked);
            throw;
        }
    }

    private async Task<Answer> AskAsync()
    {
        using var message = request.Message(options.Wait);
        using var response = await wire.SendAsync(message, CancellationToken.None);
        if (response.StatusCode != HttpStatusCode.Accepted) return new(await wire.ReadAsync(response, AigcJson.Default.ImagePipelineResponse, request.IsAnsweredBy, CancellationToken.None), null);
        var job = await wire.ReadAsync(response, AigcJson.Default.ImageJob, job => job.Id is { Length: > 0 }, CancellationToken.None);
        return new(null, ImageJobTicket.Of(job.Id, response, wire.RetryAfterOf(response)));
    }

    /// <returns>Null where the service does not know the job, as when its replica was scaled away.</returns>
    private async Task<ImagePipelineResponse?> FollowAsync(ImageJobTicket ticket, CancellationToken cancellationToken)
    {
        try
        {
            var (pause, missed) = (ticket.RetryAfter ?? Usual, 0);
            while (true)
            {
                await Task.Delay(pause < Soonest ? Soonest : pause, time, cancellationToken);
                var (status, retryAfter, known) = await LookAsync(ticket, ++missed < MostMissed, cancellationToken);
                if (status == HttpStatusCode.NotFound) return null;
                if (known is not null)
                {
                    missed = 0;
                    if (ResultOf(known) is { } made) return made;
                }
                pause = retryAfter ?? pause;
            }
        }
        catch (OperationCanceledException)
        {
            await CancelAsync(ticket);
            throw;
        }
    }

    // A look that fails says nothing of the job: it is worked on all the same.
    private async Task<(HttpStatusCode? Status, TimeSpan? RetryAfter, ImageJob? Job)> LookAsync(ImageJobTicket ticket, bool mayMiss, CancellationToken cancellationToken)
    {
        try
        {
            using var message = ticket.Message(HttpMethod.Get);
            using var response = await wire.SendAsync(message, cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotFound) return (response.StatusCode, null, null);
            return (response.StatusCode, wire.RetryAfterOf(response), await wire.ReadAsync(response, AigcJson.Default.ImageJob, IsWhole, cancellationToken));
        }
        catch (TransientException later) when (mayMiss)
        {
            return (null, later.RetryAfter, null);
        }
    }

    private bool IsWhole(ImageJob job) => job.State switch
    {
        ImageJobState.Succeeded => job.Result is { } result && request.IsAnsweredBy(result),
        ImageJobState.Failed or ImageJobState.Cancelled => job.Problem is { Code: not null, Detail: not null },
        _ => true,
    };

    private static ImagePipelineResponse? ResultOf(ImageJob job) => job.Problem switch
    {
        null => job.Result,
        { Retryable: true } problem => throw new TransientException($"The image service gave the job up: {problem.Detail}"),
        var problem => throw new ProblemException(problem.Code, problem.Detail, problem.Status),
    };

    private async Task AbandonAsync(Task<Answer> asked)
    {
        try
        {
            if ((await asked).Job is { } job) await CancelAsync(job);
        }
        catch (Exception failure) when (failure is TransientException or ProblemException)
        {
            // There is no job to cancel.
        }
    }

    private async Task CancelAsync(ImageJobTicket ticket)
    {
        using var limit = new CancellationTokenSource(ForGoodbye, time);
        try
        {
            using var message = ticket.Message(HttpMethod.Delete);
            using var _ = await wire.SendAsync(message, limit.Token);
        }
        catch (Exception failure) when (failure is TransientException or OperationCanceledException)
        {
            // The job then runs to its end for nobody; nothing else can be done.
        }
    }

    /// <summary>The pictures, or the job that makes them.</summary>
    private sealed record Answer(ImagePipelineResponse? Made, ImageJobTicket? Job);
}
