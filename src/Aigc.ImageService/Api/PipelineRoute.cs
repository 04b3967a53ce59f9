using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Pipeline;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Aigc.ImageService.Api;

/// <summary><c>POST /v1/images:pipeline</c>: multipart form with the parts <c>request</c> (JSON) and <c>image</c> (bytes).</summary>
internal static class PipelineRoute
{
    private const int MaxRequest = 64 * 1024;

    public static async Task<IResult> HandleAsync(HttpContext http, [FromServices] ImagePipeline pipeline, [FromServices] WorkSlots slots)
    {
        try
        {
            // The place in the line comes before the body: whoever is sent away costs no memory.
            using var slot = await slots.EnterAsync(http.RequestAborted);
            if (slot is null)
            {
                http.Response.Headers.RetryAfter = "1";
                return Problem("queue-full", "All slots are busy; try again.", 503, retryable: true);
            }
            var (request, image) = await ReadAsync(http);
            var response = await Task.Run(() => pipeline.Run(request, image, http.RequestAborted), http.RequestAborted);
            return Results.Json(response, AigcJson.Default.ImagePipelineResponse);
        }
        catch (ImageProblemException problem)
        {
            return Problem(problem.Code, problem.Message, problem.Status, retryable: false);
        }
    }

    private static async Task<(ImagePipelineRequest Request, byte[] Image)> ReadAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = ImageDecoder.MaxBytes + (2 * MaxRequest);
        if (!http.Request.HasFormContentType) throw Invalid("Send multipart/form-data with the parts 'request' and 'image'.");
        var form = await ReadFormAsync(http);
        if (form.Files.GetFile("image") is not { } file) throw Invalid("The part 'image' is missing, or has no file name.");
        return (ParseRequest(form), await BytesAsync(file, http.RequestAborted));
    }

    private static async Task<IFormCollection> ReadFormAsync(HttpContext http)
    {
        try
        {
            return await http.Request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = ImageDecoder.MaxBytes, ValueLengthLimit = MaxRequest, BufferBodyLengthLimit = ImageDecoder.MaxBytes * 2, MemoryBufferThreshold = (int)ImageDecoder.MaxBytes }, http.RequestAborted);
        }
        catch (InvalidDataException broken) when (broken.Message.Contains("limit", StringComparison.OrdinalIgnoreCase))
        {
            throw TooLarge();
        }
        catch (BadHttpRequestException broken) when (broken.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLarge();
        }
        catch (Exception broken) when (broken is InvalidDataException or BadHttpRequestException or IOException)
        {
            throw Invalid("The multipart form is broken.");
        }
    }

    private static ImagePipelineRequest ParseRequest(IFormCollection form)
    {
        try
        {
            return JsonSerializer.Deserialize(form["request"].ToString(), AigcJson.Default.ImagePipelineRequest) ?? throw Invalid("The part 'request' is empty.");
        }
        catch (JsonException broken)
        {
            throw Invalid($"The part 'request' is not a pipeline request: {broken.Message}");
        }
    }

    private static async Task<byte[]> BytesAsync(IFormFile file, CancellationToken cancellationToken)
    {
        var bytes = new byte[file.Length];
        await using var content = file.OpenReadStream();
        await content.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private static ImageProblemException TooLarge() => new("image-too-large", $"At most {ImageDecoder.MaxBytes} bytes are taken.", 413);

    private static ImageProblemException Invalid(string message) => new("request-invalid", message, 400);

    private static IResult Problem(string code, string detail, int status, bool retryable) =>
        Results.Problem(detail, statusCode: status, type: $"/problems/{code}", extensions: new Dictionary<string, object?> { ["code"] = code, ["retryable"] = retryable });
}
