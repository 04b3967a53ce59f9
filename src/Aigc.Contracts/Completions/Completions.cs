using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aigc.Contracts.Completions;

/// <summary>A file as clients of the OpenAI SDKs know it. Times are seconds since 1970.</summary>
public sealed record FileObject(string Id, string Object, long Bytes, long CreatedAt, string Filename, string Purpose, string Status = "processed");

public sealed record FileDeleted(string Id, string Object, bool Deleted);

/// <param name="Endpoint"><c>/v1/chat/completions</c>.</param>
/// <param name="CompletionWindow"><c>24h</c>.</param>
/// <param name="Metadata">Up to 16 pairs; keys up to 64 characters, values up to 512.</param>
public sealed record CompletionBatchRequest(string? InputFileId, string? Endpoint, string? CompletionWindow, IReadOnlyDictionary<string, string>? Metadata);

/// <summary>A batch of requests as clients of the OpenAI SDKs know it.</summary>
public sealed record CompletionBatch
{
    public required string Id { get; init; }
    public string Object { get; init; } = "batch";
    public required string Endpoint { get; init; }
    public CompletionErrors? Errors { get; init; }
    public required string InputFileId { get; init; }
    public required string CompletionWindow { get; init; }

    /// <summary><c>validating</c>, <c>failed</c>, <c>in_progress</c>, <c>finalizing</c>, <c>completed</c>, <c>expired</c>, <c>cancelling</c>, <c>cancelled</c>.</summary>
    public required string Status { get; init; }
    public string? OutputFileId { get; init; }
    public string? ErrorFileId { get; init; }
    public required long CreatedAt { get; init; }
    public long? InProgressAt { get; init; }
    public long? ExpiresAt { get; init; }
    public long? CompletedAt { get; init; }
    public long? FailedAt { get; init; }
    public long? ExpiredAt { get; init; }
    public long? CancellingAt { get; init; }
    public long? CancelledAt { get; init; }
    public required CompletionCounts RequestCounts { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

public sealed record CompletionCounts(long Total, long Completed, long Failed);

public sealed record CompletionErrors(IReadOnlyList<CompletionError> Data, string Object = "list");

/// <param name="Line">Of the input file, from 1.</param>
public sealed record CompletionError(string Code, string Message, long? Line = null);

public sealed record CompletionBatchList(IReadOnlyList<CompletionBatch> Data, string? FirstId, string? LastId, bool HasMore, string Object = "list");

/// <summary>One request of an input file.</summary>
public sealed record CompletionLine(string? CustomId, string? Method, string? Url, JsonElement Body);

/// <summary>One line of an output or an error file.</summary>
public sealed record CompletionResult(string Id, string CustomId, CompletionAnswer? Response, CompletionError? Error);

public sealed record CompletionAnswer(int StatusCode, string RequestId, JsonElement Body);

/// <summary>The JSON form of OpenAI's batch API: snake_case; what is null is said where its clients look for it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CompletionBatch))]
[JsonSerializable(typeof(CompletionBatchList))]
[JsonSerializable(typeof(CompletionBatchRequest))]
[JsonSerializable(typeof(CompletionLine))]
[JsonSerializable(typeof(CompletionResult))]
[JsonSerializable(typeof(FileDeleted))]
[JsonSerializable(typeof(FileObject))]
public sealed partial class CompletionsJson : JsonSerializerContext;
