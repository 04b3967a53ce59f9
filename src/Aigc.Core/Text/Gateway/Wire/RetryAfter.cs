using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Aigc.Core.Text.Gateway;

/// <summary>How long a provider asks to wait, in all the ways they say it.</summary>
internal static partial class RetryAfter
{
    private static readonly string[] Milliseconds = ["retry-after-ms", "x-ms-retry-after-ms"];

    /// <summary>Null where it does not say.</summary>
    public static TimeSpan? Of(HttpResponseHeaders headers, string body, DateTimeOffset now) => (InMilliseconds(headers) ?? InSeconds(headers, now) ?? InBody(body)) switch
    {
        { } wait when wait < TimeSpan.Zero => TimeSpan.Zero,
        var wait => wait,
    };

    // The finer of the two forms, where both are sent.
    private static TimeSpan? InMilliseconds(HttpResponseHeaders headers)
    {
        foreach (var name in Milliseconds)
            if (headers.TryGetValues(name, out var values) && double.TryParse(values.First(), CultureInfo.InvariantCulture, out var wait) && wait is >= 0 and < 86_400_000) return TimeSpan.FromMilliseconds(wait);
        return null;
    }

    private static TimeSpan? InSeconds(HttpResponseHeaders headers, DateTimeOffset now) =>
        headers.RetryAfter is { } after ? after.Delta ?? after.Date - now : null;

    // google.rpc.RetryInfo.
    private static TimeSpan? InBody(string body) =>
        Delay().Match(body) is { Success: true } found && double.TryParse(found.Groups[1].Value, CultureInfo.InvariantCulture, out var seconds) && seconds < 86_400 ? TimeSpan.FromSeconds(seconds) : null;

    [GeneratedRegex("\"retryDelay\"\\s*:\\s*\"([0-9]{1,6}(?:\\.[0-9]{1,9})?)s\"", RegexOptions.CultureInvariant)]
    private static partial Regex Delay();
}
