using System.Security.Cryptography;
using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Fetching;
using Aigc.ImageService.Pipeline;

namespace Aigc.ImageService.Serving;

/// <summary>Takes a job from its place in the line to its end. Whatever happens, the place is left and the job is final.</summary>
internal sealed partial class JobRunner(JobBook book, ImagePipeline pipeline, PixelBudget pixels, PictureTransfer transfer, ILogger<JobRunner> logger)
{
    public Task RunAsync(Job job, WorkLine.Place place, ImageWork work) => RunAsync(job, place, async () =>
    {
        await place.StartAsync(job.Cancelled);
        job.Started();
        job.Succeeded(await WorkAsync(job, place, work));
    });

    /// <param name="work">Ends with the job done, or throws.</param>
    public async Task RunAsync(Job job, WorkLine.Place place, Func<Task> work)
    {
        using (place)
        {
            try
            {
                await work();
            }
            catch (ImageProblemException problem)
            {
                job.Failed(ImageProblems.From(problem));
            }
            catch (OperationCanceledException) when (job.Cancelled.IsCancellationRequested)
            {
                job.Failed(ImageProblems.Cancelled);
            }
            catch (Exception failure)
            {
                Log.Failed(logger, failure, job.Id);
                job.Failed(ImageProblems.Internal);
            }
            place.Outcome = job.State.Problem?.Code ?? ServingMetrics.Succeeded;
        }
        book.Close(job);
    }

    private async Task<ImagePipelineResponse> WorkAsync(Job job, WorkLine.Place place, ImageWork work)
    {
        using var taken = await pixels.TakeAsync(pipeline.PixelsOf(work), job.Cancelled);
        var response = await Task.Run(() => pipeline.Run(work, job.Progressed, job.Cancelled), job.Cancelled);
        response = response with { Outputs = await SentAsync(response.Outputs, work.Request.Steps, job.Cancelled) };
        return response with { Timings = response.Timings with { Queue = place.Waited.TotalMilliseconds } };
    }

    // What has a destination does not travel in the answer as well.
    private async Task<IReadOnlyList<ImageOutput>> SentAsync(IReadOnlyList<ImageOutput> outputs, IReadOnlyList<ImageStep> steps, CancellationToken cancellationToken)
    {
        var sent = new List<ImageOutput>();
        foreach (var output in outputs)
        {
            var step = steps.First(step => step.Name == output.Name);
            if (step.Destination is not { } destination || output.Bytes is not { } bytes) sent.Add(output);
            else
            {
                var url = await transfer.SendAsync(destination, bytes, output.ContentType!, cancellationToken);
                sent.Add(output with { Bytes = null, Stored = new(url, Convert.ToHexStringLower(SHA256.HashData(bytes)), output.ContentType!, bytes.Length, output.Width, output.Height) });
            }
        }
        return sent;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Job {Job} failed.")]
        public static partial void Failed(ILogger logger, Exception failure, string job);
    }
}
