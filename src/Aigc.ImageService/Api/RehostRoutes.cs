using System.Security.Cryptography;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Rehosting;
using Aigc.ImageService.Serving;
using Microsoft.Net.Http.Headers;

namespace Aigc.ImageService.Api;

/// <summary><c>POST /v1/images:rehost</c>, and <c>GET /v1/assets/{name}</c> for what it took over.</summary>
internal sealed class RehostRoutes(JobAnswers answers, JobRunner runner, Rehoster rehoster, IPictureShelf shelf)
{
    private const int MaxUrls = 50;
    private const int MaxBody = 256 * 1024;
    private const int UsualThumbnail = 256;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/images:rehost", (Delegate)RehostAsync);
        routes.MapGet(Rehoster.Route + "{name}", (string name, HttpContext http) => AssetAsync(name, http));
    }

    // Four pictures of the largest size are held at once. No slot is taken: most of the time other hosts are waited for.
    private Task<IResult> RehostAsync(HttpContext http) => answers.AnswerAsync(http, "rehost", Rehoster.AtOnce * ImageDecoder.MaxBytes, async place =>
    {
        var request = await ReadAsync(http);
        return new(() => Fingerprint(request), request.Urls.Count, job => runner.RunAsync(job, place, async () =>
        {
            place.StartAside();
            job.Started();
            job.TakenOver(await rehoster.RunAsync(request.Urls, request.Thumbnail ?? UsualThumbnail, done => job.Progressed(new(done)), job.Cancelled));
        }));
    });

    private static string Fingerprint(RehostRequest request) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, AigcJson.Default.RehostRequest)));

    private static async Task<RehostRequest> ReadAsync(HttpContext http)
    {
        if (http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxBody;
        try
        {
            var request = await StrictJson.ReadLargeAsync<RehostRequest>(http.Request.Body, http.RequestAborted);
            if (request is not { Urls: { Count: > 0 and <= MaxUrls } urls } || urls.Any(url => url is null)) throw Invalid($"'urls' has 1 to {MaxUrls} addresses.");
            return request.Thumbnail is null or (>= 16 and <= 1_024) ? request : throw Invalid("'thumbnail' is 16 to 1024 pixels.");
        }
        catch (StrictJsonException wrong)
        {
            throw Invalid($"The request cannot be read: {wrong.Message}");
        }
        catch (BadHttpRequestException)
        {
            throw Invalid($"The body has more than {MaxBody} bytes, or is broken.");
        }
    }

    private async Task<IResult> AssetAsync(string name, HttpContext http)
    {
        try
        {
            return await shelf.OpenAsync(name, http.RequestAborted) is { } picture ? Asset(name, picture, http) : ImageProblems.NoAsset.ToResult();
        }
        catch (ImageProblemException problem)
        {
            return ImageProblems.From(problem).ToResult();
        }
    }

    // The name is the hash of the bytes: nothing under it ever changes.
    private static IResult Asset(string name, Stream picture, HttpContext http)
    {
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Stream(picture, "image/" + name[65..], entityTag: new EntityTagHeaderValue($"\"{name[..64]}\""));
    }

    private static ImageProblemException Invalid(string message) => new("request-invalid", message, 400);
}
