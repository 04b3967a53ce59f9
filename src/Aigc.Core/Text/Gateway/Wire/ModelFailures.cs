using System.Text.Json;
using System.Text.RegularExpressions;

namespace Aigc.Core.Text.Gateway;

/// <summary>
/// The failures of all providers in the product's four kinds: what may pass (<see cref="TransientException"/>), what will not, what was refused
/// for its content, what was too long. The provider's words are not passed on, since they may repeat the prompt; its short code is.
/// </summary>
internal static partial class ModelFailures
{
    public const string Refused = "content-refused";
    public const string TooLong = "prompt-too-long";
    public const string Unauthorized = "model-unauthorized";
    public const string Unavailable = "model-unavailable";

    public static Exception Of(int status, string body, TimeSpan? retryAfter, bool quotaPasses)
    {
        var code = CodeOf(body);
        var told = code is null ? $"{status}" : $"{status} ({code})";
        return status switch
        {
            400 or 402 or 403 or 429 when Account().IsMatch(body) && !(quotaPasses && status == 429) => new ProblemException(Unavailable, $"The account at the model's provider is out of money or closed: {told}.", 503),
            400 or 403 or 422 when Filter().IsMatch(body) => ContentRefused("The model's filter refused the prompt."),
            400 or 413 or 422 when status == 413 || Length().IsMatch(body) => PromptTooLong("The prompt is longer than the model takes."),
            400 when body.Contains("API_KEY_INVALID", StringComparison.Ordinal) => new ProblemException(Unauthorized, $"The model refuses the credentials of this host: {told}.", 502),
            408 or 409 or 425 or 429 or >= 500 => new TransientException($"The model answered {told}.", retryAfter: retryAfter) { NothingDone = status is 429 or 500 or 503 or 529, Throttled = status is 429 or 503 or 529 },
            401 or 403 => new ProblemException(Unauthorized, $"The model refuses the credentials of this host: {told}.", 502),
            404 => new ProblemException(Unavailable, $"The provider has no such model: {told}.", 502),
            _ => new ProblemException("model-refused", $"The model answered {told}.", 502),
        };
    }

    /// <summary>What an SDK threw, in the product's kinds; null: a defect of ours.</summary>
    public static Exception? In(Exception thrown) => Chain(thrown).Select(Known).FirstOrDefault(known => known is not null);

    public static ProblemException ContentRefused(string message) => new(Refused, message, 422);

    public static ProblemException PromptTooLong(string message) => new(TooLong, message, 422);

    private static Exception? Known(Exception failure) => failure switch
    {
        TransientException or ProblemException => failure,
        HttpRequestException or IOException => new TransientException("The model cannot be reached, or broke off.", failure),
        JsonException or FormatException => new TransientException("The model's answer cannot be read.", failure),
        _ => null,
    };

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        yield return failure;
        var inner = failure is AggregateException many ? many.InnerExceptions : failure.InnerException is { } one ? [one] : (IReadOnlyList<Exception>)[];
        foreach (var deeper in inner.SelectMany(Chain)) yield return deeper;
    }

    private static string? CodeOf(string body) => Code().Match(body) is { Success: true } found ? found.Groups[1].Value : null;

    [GeneratedRegex("\"(?:code|type|status)\"\\s*:\\s*\"(?!error\")([A-Za-z][A-Za-z0-9._-]{1,60})\"", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex("insufficient_quota|billing_hard_limit|billing_not_active|Arrearage|credit balance is too low|billing_error", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Account();

    [GeneratedRegex("content_filter|content_policy_violation|ResponsibleAIPolicyViolation|data_?inspection_?failed|PROHIBITED_CONTENT", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Filter();

    [GeneratedRegex("context_length_exceeded|maximum context length|prompt is too long|input length and `?max_tokens`? exceed|Range of input length|exceeds? the maximum number of tokens|exceed_context_size|string_above_max_length|input token count", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Length();
}
