using System.Text;
using Aigc.Contracts.Completions;
using Aigc.Core.Completions;
using Aigc.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Aigc.Functions.Submissions;

/// <summary>A file as the OpenAI SDKs send it: <c>purpose</c> and <c>file</c> in either order. It streams to the store.</summary>
internal static class CompletionUpload
{
    private const string Batch = "batch";
    private const int MaxParts = 8;
    private const int MaxName = 200;

    /// <exception cref="ProblemException"><c>file-invalid</c> (400), <c>too-large</c> (413).</exception>
    public static async Task<FileObject> ReadAsync(HttpRequest request, CompletionFiles files, CancellationToken cancellationToken)
    {
        request.LimitBody(CompletionFiles.MaxBytes + (64 * 1024));
        if (!request.HasFormContentType) throw Invalid("Send multipart/form-data.");
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200) throw Invalid("The multipart boundary is missing.");
        var (reader, purpose, file) = (new MultipartReader(boundary, request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 8 * 1024 }, default(string), default(FileObject));
        for (var parts = 0; parts < MaxParts && await NextAsync(reader, cancellationToken) is { } part; parts++)
        {
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)) throw Invalid("A part has no content disposition.");
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value;
            if (name == "purpose") purpose = await TextAsync(part, cancellationToken);
            else if (name == "file" && file is null) file = await files.AddAsync(request.Tenant(), NameOf(disposition), Batch, part.Body, cancellationToken);
        }
        if (file is null) throw Invalid("The part 'file' is missing.");
        if (purpose == Batch) return file;
        await files.DeleteAsync(request.Tenant(), file.Id, cancellationToken);
        throw Invalid("'purpose' is batch.");
    }

    private static async Task<MultipartSection?> NextAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellationToken);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            throw Invalid("The form breaks off.");
        }
    }

    private static async Task<string> TextAsync(MultipartSection part, CancellationToken cancellationToken)
    {
        var bytes = new byte[64];
        var read = await part.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(bytes, 0, read);
    }

    private static string NameOf(ContentDispositionHeaderValue disposition)
    {
        var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value ?? "";
        return name.Length is > 0 and <= MaxName ? name : "file.jsonl";
    }

    private static ProblemException Invalid(string message) => new("file-invalid", message, 400);
}
