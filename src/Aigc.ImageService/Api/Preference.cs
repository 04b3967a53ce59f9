using System.Globalization;

namespace Aigc.ImageService.Api;

/// <summary>The <c>Prefer</c> header of RFC 7240.</summary>
internal static class Preference
{
    /// <summary>How long the caller wants to wait for the result: <c>respond-async</c> not at all, <c>wait=N</c> N seconds at the most.</summary>
    public static TimeSpan Wait(HttpRequest request, int most)
    {
        var wait = most;
        foreach (var preference in request.Headers["Prefer"].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries)))
        {
            if (preference == "respond-async") wait = 0;
            else if (preference.StartsWith("wait=", StringComparison.Ordinal) && int.TryParse(preference[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var asked)) wait = Math.Min(wait, asked);
        }
        return TimeSpan.FromSeconds(wait);
    }
}
