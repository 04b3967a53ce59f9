using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;

namespace Aigc.Runtime.Dispatch.Http;

/// <summary>Writes what an HTTP function returned.</summary>
internal static class HttpResults
{
    /// <summary>A result executes itself, nothing is 204, anything else is JSON.</summary>
    public static Task WriteAsync(object? result, HttpContext http)
    {
        switch (result)
        {
            case IResult minimal:
                return minimal.ExecuteAsync(http);
            case IActionResult action:
                return action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
            case null:
                // A function without a result may have answered, or set a status, by itself.
                if (http.Response is { HasStarted: false, StatusCode: StatusCodes.Status200OK }) http.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            default:
                return http.Response.WriteAsJsonAsync(result, result.GetType(), http.RequestAborted);
        }
    }

    /// <summary>RFC 9457 problem details that name the trace and keep what went wrong to the log.</summary>
    public static IResult Problem(int status, string code, string detail, string traceId) => Results.Problem(
        detail: detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code, ["traceId"] = traceId });
}
