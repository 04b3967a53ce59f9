using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Aigc.Functions.Http;

/// <summary>Turns failures of HTTP functions into RFC 9457 problems. Failures of other triggers go on to the host, which tries again.</summary>
internal sealed partial class ProblemMiddleware(ILogger<ProblemMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to tell.
        }
        catch (ProblemException problem)
        {
            await WriteAsync(http, problem.Status, problem.Code, problem.Message, problem.Errors);
        }
        catch (TransientException busy)
        {
            http.Response.Headers.RetryAfter = ((int)(busy.RetryAfter ?? TimeSpan.FromSeconds(5)).TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
            await WriteAsync(http, 503, "unavailable", busy.Message, []);
        }
        catch (BadHttpRequestException bad)
        {
            await WriteAsync(http, bad.StatusCode, bad.StatusCode == 413 ? "too-large" : "bad-request", "The request cannot be read.", []);
        }
        // The boundary: what nobody expected is logged whole and told as little as possible.
        catch (Exception defect)
        {
            Log.Broke(logger, defect, context.FunctionDefinition.Name);
            await WriteAsync(http, 500, "internal-error", "Something went wrong here; it was logged.", []);
        }
    }

    private static async Task WriteAsync(HttpContext http, int status, string code, string detail, IReadOnlyList<ProblemError> errors)
    {
        if (http.Response.HasStarted) return;
        var extensions = new Dictionary<string, object?> { ["code"] = code, ["traceId"] = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier };
        if (errors.Count > 0) extensions["errors"] = errors.Select(error => new { path = error.Path, message = error.Message });
        await Results.Problem(detail, http.Request.Path, status, type: $"/problems/{code}", extensions: extensions).ExecuteAsync(http);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Function} broke")]
        public static partial void Broke(ILogger logger, Exception exception, string function);
    }
}
