using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aigc.Contracts;
using Aigc.Core.Tenants;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Aigc.Functions.Http;

/// <summary>Reading requests.</summary>
internal static class HttpRequests
{
    private const int MaxJson = 4 * 1024 * 1024;

    /// <summary>Who is calling; the middleware has made sure of it.</summary>
    public static Caller Caller(this HttpRequest request) => (Caller)request.HttpContext.Items[typeof(Caller)]!;

    public static string Tenant(this HttpRequest request) => request.Caller().Tenant;

    public static void LimitBody(this HttpRequest request, long bytes)
    {
        if (request.ContentLength > bytes) throw new ProblemException("too-large", $"At most {bytes} bytes are taken here.", 413);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = bytes;
    }

    /// <exception cref="ProblemException"><c>json-invalid</c> (400), <c>too-large</c> (413), <c>unsupported-media-type</c> (415).</exception>
    public static async Task<T> ReadAsync<T>(this HttpRequest request) where T : class
    {
        if (request.ContentType is not null && !request.HasJsonContentType()) throw new ProblemException("unsupported-media-type", "Send application/json.", 415);
        request.LimitBody(MaxJson);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        try
        {
            return StrictJson.Read<T>(body.GetBuffer().AsSpan(0, (int)body.Length));
        }
        catch (StrictJsonException wrong)
        {
            throw new ProblemException("json-invalid", $"The body is not what is expected here: {wrong.Message}", 400, [new(wrong.Path, wrong.Problem)]);
        }
    }

    /// <summary>A body of a protocol that is not ours: what is not known of it is passed over.</summary>
    /// <exception cref="ProblemException"><c>json-invalid</c> (400), <c>too-large</c> (413).</exception>
    public static async Task<T> ReadForeignAsync<T>(this HttpRequest request, JsonTypeInfo<T> type) where T : class
    {
        request.LimitBody(MaxJson);
        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, type, request.HttpContext.RequestAborted) ?? throw new ProblemException("json-invalid", "The body is empty.", 400);
        }
        catch (JsonException broken)
        {
            throw new ProblemException("json-invalid", "The body is not what is expected here.", 400, [new(broken.Path ?? "$", "cannot be read")]);
        }
    }

    /// <summary>A text body.</summary>
    /// <exception cref="ProblemException"><c>too-large</c> (413).</exception>
    public static async Task<string> ReadTextAsync(this HttpRequest request, int maxBytes)
    {
        request.LimitBody(maxBytes);
        using var reader = new StreamReader(request.Body, System.Text.Encoding.UTF8);
        return await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
    }

    /// <summary>What the caller has seen of what it changes; null where it does not say.</summary>
    public static string? IfMatch(this HttpRequest request) => request.Headers.IfMatch is [{ Length: > 0 } etag] ? etag : null;

    /// <summary>One value of the query, or null.</summary>
    public static string? Text(this HttpRequest request, string name) => request.Query[name] is [{ Length: > 0 and <= 500 } text] ? text : null;

    /// <summary>A whole number of the query.</summary>
    /// <exception cref="ProblemException"><c>query-invalid</c> (400).</exception>
    public static int Number(this HttpRequest request, string name) =>
        int.TryParse(request.Query[name], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : throw new ProblemException("query-invalid", $"'{name}' is a whole number.", 400);

    /// <summary><c>limit</c> of the query, 1 to 1,000.</summary>
    public static int Limit(this HttpRequest request, int otherwise = 50) =>
        int.TryParse(request.Query["limit"], System.Globalization.CultureInfo.InvariantCulture, out var limit) ? Math.Clamp(limit, 1, 1_000) : otherwise;

    /// <summary><c>after</c> of the query: where the last page ended.</summary>
    public static string? After(this HttpRequest request) => request.Query["after"] is [{ Length: > 0 } after] ? after : null;

    /// <summary>A value of an enum in the query, or null where it is not asked for.</summary>
    /// <exception cref="ProblemException"><c>query-invalid</c> (400).</exception>
    public static T? Choice<T>(this HttpRequest request, string name) where T : struct, Enum
    {
        if (request.Query[name] is not [{ Length: > 0 } text]) return null;
        return Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : throw new ProblemException("query-invalid", $"'{name}' is one of {string.Join(", ", Enum.GetNames<T>())}.", 400);
    }
}
