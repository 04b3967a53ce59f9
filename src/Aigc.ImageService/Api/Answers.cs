using System.Globalization;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Serving;

namespace Aigc.ImageService.Api;

/// <summary>Answers that tell when to come back.</summary>
internal static class Answers
{
    /// <summary>Work that takes a place in the line and no slot.</summary>
    /// <param name="bytes">The most that it holds.</param>
    public static async Task<IResult> AnswerAsync(this WorkLine line, HttpContext http, string op, long bytes, Func<WorkLine.Place, Task<IResult>> work)
    {
        WorkLine.Place? place = null;
        try
        {
            place = line.Enter(op, ApiKeys.NumberOf(http), bytes);
            place.StartAside();
            var answer = await work(place);
            place.Outcome = ServingMetrics.Succeeded;
            return answer;
        }
        catch (ImageProblemException problem)
        {
            place?.Outcome = problem.Code;
            return line.Refuse(http, problem);
        }
        finally
        {
            place?.Dispose();
        }
    }

    /// <summary>A problem; where the line is what it came to, with the time to come back.</summary>
    public static IResult Refuse(this WorkLine line, HttpContext http, ImageProblemException problem)
    {
        if (problem.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable) line.TellWhenToComeBack(http);
        return ImageProblems.From(problem).ToResult();
    }

    public static void TellWhenToComeBack(this WorkLine line, HttpContext http) =>
        http.Response.Headers.RetryAfter = ((int)line.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
