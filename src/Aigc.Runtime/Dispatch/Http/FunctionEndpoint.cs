using System.Globalization;
using Aigc.Runtime.Dispatch.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aigc.Runtime.Dispatch.Http;

/// <summary>Answers the requests for one function. The request's own scope is the invocation's.</summary>
internal sealed partial class FunctionEndpoint(FunctionEntry entry, AuthorizationLevel level, ParameterBinder binder, IServiceProvider host)
{
    // The key under which FunctionContext.GetHttpContext looks.
    private const string HttpContextKey = "HttpRequestContext";

    private readonly HostKeys _keys = host.GetRequiredService<HostKeys>();
    private readonly RequestGate? _gate = IsAlwaysAnswered(host, entry) ? null : host.GetRequiredService<RequestGate>();
    private readonly FunctionPipeline _pipeline = host.GetRequiredService<FunctionPipeline>();
    private readonly ILogger _logger = host.GetRequiredService<ILogger<FunctionEndpoint>>();

    public async Task AnswerAsync(HttpContext http)
    {
        var trace = new InvocationTrace(http.Request.Headers.TraceParent, http.Request.Headers.TraceState);
        if (!_keys.Allow(http.Request, level))
        {
            await ProblemAsync(http, trace, 401, "host-key-missing", "This function needs a host key.");
            return;
        }

        if (_gate is null) await RunAsync(http, trace);
        else await InTurnAsync(_gate, http, trace);
    }

    private async Task InTurnAsync(RequestGate gate, HttpContext http, InvocationTrace trace)
    {
        using var lease = await gate.EnterAsync(http.RequestAborted);
        if (lease is null) return; // the caller went away while it waited
        if (!lease.IsAcquired)
        {
            http.Response.Headers.RetryAfter = "1";
            await ProblemAsync(http, trace, 429, "too-many-requests", "Too many requests are waiting already.");
            return;
        }

        // A stream stays open for long and costs next to nothing: it gives its place back as soon as it starts.
        http.Response.OnStarting(() =>
        {
            if (http.Response.ContentType?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) == true) lease.Dispose();
            return Task.CompletedTask;
        });
        await RunAsync(http, trace);
    }

    // The boundary of the host: whatever a function throws becomes an answer here, and is logged once.
    private async Task RunAsync(HttpContext http, InvocationTrace trace)
    {
        var input = new TriggerInput(http.Request, http.Request.RouteValues, trace);
        var context = new InvocationContext(entry, http.RequestServices, input, http.RequestAborted) { Items = { [HttpContextKey] = http }, Refusal = overload => Overloaded(http, trace, overload) };
        try
        {
            await _pipeline.RunAsync(context, binder);
            await HttpResults.WriteAsync(context.Result, http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            Log.Aborted(_logger, entry.Name, context.InvocationId);
        }
        catch (BindingException error)
        {
            await ProblemAsync(http, trace, 400, "invalid-parameter", error.Message);
        }
        catch (BadHttpRequestException error) when (!http.Response.HasStarted)
        {
            await ProblemAsync(http, trace, error.StatusCode, "bad-request", "The request could not be read.");
        }
        catch (Exception error)
        {
            Log.Failed(_logger, entry.Name, context.InvocationId, error);
            if (http.Response.HasStarted) http.Abort(); // a cut answer must not look like a whole one
            else await ProblemAsync(http, trace, 500, "internal-error", "Something went wrong on our side. The trace id finds it in the log.");
        }
    }

    private static bool IsAlwaysAnswered(IServiceProvider host, FunctionEntry entry)
        => host.GetRequiredService<FunctionHostOptions>().AlwaysAnswered.Contains(entry.Name, StringComparer.OrdinalIgnoreCase);

    private static IResult Overloaded(HttpContext http, InvocationTrace trace, EngineOverloadedException overload)
    {
        http.Response.Headers.RetryAfter = Math.Ceiling(overload.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return HttpResults.Problem(503, "overloaded", "There is more work under way than can be taken on. Try again later.", TraceIdOf(trace));
    }

    private static Task ProblemAsync(HttpContext http, InvocationTrace trace, int status, string code, string detail)
        => HttpResults.Problem(status, code, detail, TraceIdOf(trace)).ExecuteAsync(http);

    private static string TraceIdOf(InvocationTrace trace) => trace.TraceParent.Split('-')[1];

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Function {Function} failed in invocation {Invocation}.")]
        public static partial void Failed(ILogger logger, string function, string invocation, Exception error);

        [LoggerMessage(2, LogLevel.Debug, "The caller of function {Function} went away in invocation {Invocation}.")]
        public static partial void Aborted(ILogger logger, string function, string invocation);
    }
}
