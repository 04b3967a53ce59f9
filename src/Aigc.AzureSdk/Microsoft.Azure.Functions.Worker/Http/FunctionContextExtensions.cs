using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextExtensions
{
    // The key under which the genuine integration, too, keeps the request of an invocation.
    private const string RequestKey = "HttpRequestContext";

    public static HttpContext? GetHttpContext(this FunctionContext context)
        => context.Items.TryGetValue(RequestKey, out var value) ? value as HttpContext : null;
}
