using System.Globalization;
using Aigc.ImageService.Serving;

namespace Aigc.ImageService.Api;

/// <summary>Answers that tell when to come back.</summary>
internal static class Answers
{
    public static IResult Busy(this WorkLine line, HttpContext http)
    {
        line.TellWhenToComeBack(http);
        return ImageProblems.QueueFull.ToResult();
    }

    public static void TellWhenToComeBack(this WorkLine line, HttpContext http) =>
        http.Response.Headers.RetryAfter = ((int)line.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
