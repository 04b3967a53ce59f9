using System.Text;
using Aigc.Contracts;
using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Fetching;
using Aigc.ImageService.Pipeline;
using Aigc.ImageService.Serving;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Api;

/// <summary>
/// Reads a request in any of its three forms: <c>multipart/form-data</c> with a part <c>request</c> (JSON) and one part a picture,
/// <c>application/json</c> with the pictures inside, or the bare bytes of a picture with the step in the query.
/// </summary>
internal sealed class RequestReader(PictureTransfer transfer, IOptions<ServingOptions> options)
{
    public const long MaxBody = 2 * ImageDecoder.MaxBytes;
    private const int MaxRequest = 64 * 1024;
    private const int MaxPictures = 4;
    private static readonly Dictionary<string, byte[]> NoPictures = [];

    /// <param name="op">Operation of the route; null: a pipeline.</param>
    /// <param name="place">Holds the body; room for what is fetched is asked of it.</param>
    /// <exception cref="ImageProblemException"><c>request-invalid</c> 400, <c>body-late</c> 408, <c>image-too-large</c> 413, those of fetching, and of a full line.</exception>
    public async Task<ImageWork> ReadAsync(HttpContext http, string? op, WorkLine.Place place)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        limit.CancelAfter(TimeSpan.FromSeconds(options.Value.BodySeconds));
        ImageWork work;
        try
        {
            work = await ReadAsync(http.Request, op, limit.Token);
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            throw new ImageProblemException("body-late", "The body took too long to arrive.", StatusCodes.Status408RequestTimeout);
        }
        return await FetchedAsync(work, place, http.RequestAborted);
    }

    // Fetched after the body is there, each under the time limit of the guard. Room is held for the largest picture: how large it is shows only afterwards.
    private async Task<ImageWork> FetchedAsync(ImageWork work, WorkLine.Place place, CancellationToken cancellationToken)
    {
        var inputs = work.Request.Inputs ?? new Dictionary<string, ImageInput>();
        var held = work.Images.Values.Concat(inputs.Values.Select(input => input.Bytes ?? [])).Sum(bytes => (long)bytes.Length);
        place.Keep(held);
        if (inputs.Count == 0) return work;
        var pictures = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, input) in inputs)
        {
            if (input.Url is { } url)
            {
                place.Hold(ImageDecoder.MaxBytes);
                pictures[name] = await transfer.FetchAsync(url, cancellationToken);
                place.Keep(held += pictures[name].Length);
            }
            else pictures[name] = input.Bytes!;
        }
        // What went into the work by name need not stay in the request as well.
        return new(work.Request with { Inputs = null }, pictures);
    }

    private static async Task<ImageWork> ReadAsync(HttpRequest http, string? op, CancellationToken cancellationToken)
    {
        if (http.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxBody;
        try
        {
            if (http.HasFormContentType) return await FormAsync(http, op, cancellationToken);
            if (http.HasJsonContentType()) return Unpacked(await Body(http.Body, op, cancellationToken));
            if (op is not null && http.ContentType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true)
                return new(new() { Steps = [StepQuery.Read(http.Query, op)], Seed = StepQuery.Seed(http.Query), Overrule = StepQuery.Overrule(http.Query) }, One(await BytesAsync(http.Body, cancellationToken)));
            throw Invalid("Send multipart/form-data, application/json or, to a single operation, the bytes of an image.");
        }
        catch (Exception broken) when (IsTooLarge(broken))
        {
            throw TooLarge();
        }
        catch (StrictJsonException wrong)
        {
            throw Invalid($"The request cannot be read: {wrong.Message}");
        }
        catch (Exception broken) when (broken is InvalidDataException or BadHttpRequestException or IOException)
        {
            throw Invalid("The body is broken.");
        }
    }

    private static async Task<ImageWork> FormAsync(HttpRequest http, string? op, CancellationToken cancellationToken)
    {
        var form = await http.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = ImageDecoder.MaxBytes, ValueLengthLimit = MaxRequest, BufferBodyLengthLimit = MaxBody, MemoryBufferThreshold = (int)MaxBody }, cancellationToken);
        if (form.Files.GetFile(ImageWork.Main) is null) throw Invalid("The part 'image' is missing, or has no file name.");
        if (form.Files.Count > MaxPictures) throw Invalid($"A request has at most {MaxPictures} pictures.");
        var text = form["request"].ToString();
        // The pictures of a form are its parts.
        var request = (op is not null && text.Length == 0 ? new ImageOperationRequest().ToPipeline(op) : await Body(new MemoryStream(Encoding.UTF8.GetBytes(text)), op, cancellationToken)) with { Inputs = null };
        var pictures = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in form.Files)
        {
            await using var content = file.OpenReadStream();
            pictures[file.Name] = await BytesAsync(content, cancellationToken);
        }
        return new(request, pictures);
    }

    private static async Task<ImagePipelineRequest> Body(Stream body, string? op, CancellationToken cancellationToken) =>
        op is null ? await StrictJson.ReadLargeAsync<ImagePipelineRequest>(body, cancellationToken) : (await StrictJson.ReadLargeAsync<ImageOperationRequest>(body, cancellationToken)).ToPipeline(op);

    private static ImageWork Unpacked(ImagePipelineRequest request)
    {
        var inputs = request.Inputs ?? throw Invalid("The pictures are missing: 'inputs'.");
        if (inputs.Count > MaxPictures) throw Invalid($"A request has at most {MaxPictures} pictures.");
        if (inputs.FirstOrDefault(input => input.Value is not ({ Bytes: not null, Url: null } or { Bytes: null, Url: not null })) is { Key: { } odd }) throw Invalid($"The picture '{odd}' has either 'bytes' or a 'url'.");
        if (!inputs.ContainsKey(ImageWork.Main)) throw Invalid("The picture 'image' is missing from 'inputs'.");
        return new(request, NoPictures);
    }

    private static Dictionary<string, byte[]> One(byte[] bytes) => new(StringComparer.Ordinal) { [ImageWork.Main] = bytes };

    private static async Task<byte[]> BytesAsync(Stream body, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        await body.CopyToAsync(copy, cancellationToken);
        return copy.Length <= ImageDecoder.MaxBytes ? copy.ToArray() : throw TooLarge();
    }

    private static bool IsTooLarge(Exception broken) =>
        broken is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
        || (broken is InvalidDataException && broken.Message.Contains("limit", StringComparison.OrdinalIgnoreCase));

    private static ImageProblemException TooLarge() => new("image-too-large", $"At most {ImageDecoder.MaxBytes} bytes a picture and {MaxBody} in all are taken.", 413);

    private static ImageProblemException Invalid(string message) => new("request-invalid", message, 400);
}
