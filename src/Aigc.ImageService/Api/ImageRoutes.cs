using Aigc.Contracts.Images;
using Aigc.ImageService.Pipeline.Operations;
using Aigc.ImageService.Serving;

namespace Aigc.ImageService.Api;

/// <summary><c>POST /v1/images:pipeline</c> and <c>POST /v1/images:{operation}</c>.</summary>
internal sealed class ImageRoutes(RequestReader reader, JobRunner runner, JobAnswers answers)
{
    public void Map(IEndpointRouteBuilder routes, OperationSet operations)
    {
        routes.MapPost("/v1/images:pipeline", (Delegate)((HttpContext http) => AnswerAsync(http, null)));
        foreach (var op in operations.Names) routes.MapPost($"/v1/images:{op}", (Delegate)((HttpContext http) => AnswerAsync(http, op)));
    }

    private Task<IResult> AnswerAsync(HttpContext http, string? op) => answers.AnswerAsync(http, op ?? "pipeline", http.Request.ContentLength ?? RequestReader.MaxBody, async place =>
    {
        var work = await reader.ReadAsync(http, op, place);
        return new(() => RequestHash.Of(work.Request, work.Images.Select(image => (image.Key, (ReadOnlyMemory<byte>)image.Value))), work.Request.Steps?.Count ?? 0, job => runner.RunAsync(job, place, work));
    });
}
