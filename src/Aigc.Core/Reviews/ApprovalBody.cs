using System.Text.Json;
using Aigc.Contracts.Reviews;

namespace Aigc.Core.Reviews;

/// <summary>The body of an approval call: <c>{"type":"approval.decided","timestamp":...,"data":{"token","verdict","by","comment"}}</c>.</summary>
internal sealed record ApprovalBody(string? Type, DateTimeOffset? Timestamp, ApprovalBody.Decided? Data)
{
    private const int MaxBy = 100;
    private const int MaxComment = 2000;

    internal sealed record Decided(string? Token, string? Verdict, string? By, string? Comment);

    /// <exception cref="ProblemException"><c>approval-invalid</c> (422).</exception>
    public static (string Token, Verdict Verdict, string By, string? Comment) Parse(ReadOnlySpan<byte> json)
    {
        var data = Read(json) is { Type: "approval.decided", Data: { } decided } ? decided : throw Invalid("an 'approval.decided' event");
        if (data is not { Token.Length: > 0, By.Length: > 0 and <= MaxBy }) throw Invalid("'data' with a token and 'by' of up to 100 characters");
        if (data.Comment?.Length > MaxComment) throw Invalid("a comment of up to 2000 characters");
        var verdict = data.Verdict switch { "approve" => Contracts.Reviews.Verdict.Approve, "reject" => Contracts.Reviews.Verdict.Reject, _ => throw Invalid("a verdict of 'approve' or 'reject'") };
        return (data.Token, verdict, data.By, data.Comment);
    }

    private static ApprovalBody? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ReviewsJson.Default.ApprovalBody);
        }
        catch (JsonException)
        {
            throw Invalid("JSON");
        }
    }

    private static ProblemException Invalid(string expected) => new("approval-invalid", $"The body is not {expected}.", 422);
}
