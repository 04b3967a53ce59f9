using System.Globalization;
using Aigc.Contracts;
using Aigc.ImageService.Serving;

namespace Aigc.ImageService.Api;

/// <summary>202 with the address of the job.</summary>
internal sealed class AcceptedJob(Job job, TimeSpan retryAfter) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.RetryAfter = ((int)retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        httpContext.Response.Headers.Location = $"/v1/jobs/{job.Id}";
        return Results.Json(job.State with { Result = null }, AigcJson.Default.ImageJob, statusCode: StatusCodes.Status202Accepted).ExecuteAsync(httpContext);
    }
}
