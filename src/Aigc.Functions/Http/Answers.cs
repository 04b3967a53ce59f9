using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Aigc.Functions.Http;

/// <summary>Writing answers.</summary>
internal static class Answers
{
    public static IResult Json<T>(T value, JsonTypeInfo<T> type, int status = 200) => Results.Json(value, type, statusCode: status);

    /// <summary>With an ETag, for the next change's <c>If-Match</c>.</summary>
    public static IResult Tagged<T>(HttpRequest request, T value, string etag, JsonTypeInfo<T> type, int status = 200)
    {
        request.HttpContext.Response.Headers.ETag = etag;
        return Json(value, type, status);
    }

    /// <summary>202: it goes on; look there.</summary>
    public static IResult Accepted<T>(HttpRequest request, string location, T value, JsonTypeInfo<T> type)
    {
        request.HttpContext.Response.Headers.Location = location;
        request.HttpContext.Response.Headers.RetryAfter = "2";
        return Json(value, type, 202);
    }
}
