using System.Security.Cryptography;
using System.Text;
using Aigc.Contracts.Recipes;
using Aigc.Core.Batches;
using Aigc.Core.Recipes;
using Aigc.Core.Storage;
using Aigc.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Aigc.Functions.Submissions;

/// <summary>
/// A multipart submission: <c>feed</c> (a file), and if wanted <c>recipe</c> (JSON), <c>label</c>, <c>quote</c> (the lock of one), and any number of <c>media</c> files whose
/// names are the relative image links of the feed. Each part streams to the blob store; nothing is held whole.
/// </summary>
internal sealed class FormSubmission(IBlobStore blobs, RecipeIntake recipes, long maxBytes)
{
    private const int MaxParts = 100_000;
    private const int MaxLabel = 200;
    private readonly string _feed = Guid.NewGuid().ToString("N");
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _read;
    private string? _format;
    private bool _hasFeed;
    private Recipe? _recipe;
    private string? _label;
    private string? _quote;

    public async Task<SubmitBatch> ReadAsync(HttpRequest request, string? key, Recipe otherwise, CancellationToken cancellationToken)
    {
        request.LimitBody(maxBytes);
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200) throw Invalid("The multipart boundary is missing.");
        var reader = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 8 * 1024 };
        var tenant = request.Tenant();
        for (var parts = 0; await NextAsync(reader, cancellationToken) is { } part; parts++)
        {
            if (parts >= MaxParts) throw Invalid($"A form has at most {MaxParts} parts.");
            await TakeAsync(tenant, part, cancellationToken);
        }
        if (!_hasFeed) throw Invalid("The part 'feed' is missing.");
        return new()
        {
            Tenant = tenant,
            Feed = new(Paths.Feed(tenant, _feed), _format, Paths.Media(tenant, _feed)),
            Recipe = _recipe ?? otherwise,
            IdempotencyKey = key,
            PayloadHash = Convert.ToHexStringLower(_hash.GetHashAndReset()),
            Label = _label,
            Quote = _quote,
        };
    }

    private async Task TakeAsync(string tenant, MultipartSection part, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)) throw Invalid("A part has no content disposition.");
        var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
        // The name is part of what was submitted, the bytes are hashed as they pass.
        _hash.AppendData(Encoding.UTF8.GetBytes(name));
        if (name == "feed") await TakeFeedAsync(tenant, part, disposition, cancellationToken);
        else if (name == "media") await TakeMediaAsync(tenant, part, disposition, cancellationToken);
        else if (name == "recipe") _recipe = await recipes.ReadAsync(await SmallAsync(part, RecipeReader.MaxBytes, cancellationToken), cancellationToken);
        else if (name == "label") _label = Encoding.UTF8.GetString(await SmallAsync(part, MaxLabel, cancellationToken));
        else if (name == "quote") _quote = Encoding.UTF8.GetString(await SmallAsync(part, MaxLabel, cancellationToken));
        else throw Invalid($"There is no part '{name}' here; feed, recipe, label, quote and media are known.");
    }

    private async Task TakeFeedAsync(string tenant, MultipartSection part, ContentDispositionHeaderValue disposition, CancellationToken cancellationToken)
    {
        if (_hasFeed) throw Invalid("The part 'feed' comes twice.");
        _hasFeed = true;
        _format = FormatOf(disposition.FileName.Value ?? "");
        await blobs.PutAsync(Paths.Feed(tenant, _feed), Counted(part.Body), "application/octet-stream", cancellationToken);
    }

    private async Task TakeMediaAsync(string tenant, MultipartSection part, ContentDispositionHeaderValue disposition, CancellationToken cancellationToken)
    {
        var file = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value ?? "";
        _hash.AppendData(Encoding.UTF8.GetBytes(file));
        string[] path = [.. file.Replace('\\', '/').Split('/').Where(step => step is not ("" or "."))];
        try
        {
            await blobs.PutAsync(Paths.Media(tenant, _feed) + string.Join('/', path), Counted(part.Body), part.ContentType is { Length: < 100 } type ? type : "application/octet-stream", cancellationToken);
        }
        catch (ArgumentException)
        {
            throw Invalid($"The media name '{(file.Length > 80 ? file[..80] : file)}' is not a relative path of [A-Za-z0-9._-].");
        }
    }

    private async Task<byte[]> SmallAsync(MultipartSection part, int most, CancellationToken cancellationToken)
    {
        var bytes = new byte[most + 1];
        var read = await Counted(part.Body).ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return read <= most ? bytes[..read] : throw new ProblemException("too-large", $"A part is larger than {most} bytes.", 413);
    }

    private HashingStream Counted(Stream body) => new(body, _hash, read => (_read += read) <= maxBytes, () => new ProblemException("too-large", $"At most {maxBytes} bytes are taken here.", 413));

    private static async Task<MultipartSection?> NextAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellationToken);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            throw Invalid("The multipart form is broken.");
        }
    }

    // A name says little; what it does say is only believed where the content can be read so.
    private static string? FormatOf(string file) => Path.GetExtension(file.Trim('"')).ToLowerInvariant() switch { ".csv" => null, ".tsv" => "tsv", ".jsonl" or ".ndjson" => "jsonl", _ => null };

    private static ProblemException Invalid(string message) => new("submission-invalid", message, 422);
}
