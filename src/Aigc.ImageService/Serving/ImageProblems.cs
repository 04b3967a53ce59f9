using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Serving;

/// <summary>The problems of serving, as records and as RFC 9457 answers.</summary>
internal static class ImageProblems
{
    public static readonly ImageProblem Cancelled = new("cancelled", "The job was cancelled.", 409, Retryable: true);
    public const int LongestKey = 200;
    public static readonly ImageProblem KeyTooLong = new("idempotency-key-invalid", $"An Idempotency-Key has at most {LongestKey} characters.", StatusCodes.Status400BadRequest, Retryable: false);
    public static readonly ImageProblem KeyReused = new("idempotency-key-reused", "This Idempotency-Key was used for another request.", StatusCodes.Status422UnprocessableEntity, Retryable: false);
    public static readonly ImageProblem Internal = new("internal", "The service failed on this request.", StatusCodes.Status500InternalServerError, Retryable: true);
    public static readonly ImageProblem NoJob = new("not-found", "There is no such job, or no longer.", StatusCodes.Status404NotFound, Retryable: false);
    public static readonly ImageProblem NoAsset = new("not-found", "There is no such picture.", StatusCodes.Status404NotFound, Retryable: false);
    public static readonly ImageProblem Unauthorized = new("unauthorized", "Send a valid key as x-api-key.", StatusCodes.Status401Unauthorized, Retryable: false);

    public static ImageProblem From(ImageProblemException problem) => new(problem.Code, problem.Message, problem.Status, Retryable: problem.Status is StatusCodes.Status408RequestTimeout or StatusCodes.Status429TooManyRequests or StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable);

    public static IResult ToResult(this ImageProblem problem) =>
        Results.Problem(problem.Detail, statusCode: problem.Status, type: $"/problems/{problem.Code}", extensions: new Dictionary<string, object?> { ["code"] = problem.Code, ["retryable"] = problem.Retryable });
}
