using Aigc.Contracts;
using Aigc.Contracts.Images;
using Aigc.ImageService.Markets;
using Aigc.ImageService.Models;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Scenes;
using Aigc.ImageService.Serving;

namespace Aigc.ImageService.Api;

/// <summary>What can be asked without making a picture: <c>POST /v1/provenance:verify</c>, <c>GET /v1/markets</c>, <c>/v1/models</c> and <c>/v1/templates</c>.</summary>
internal sealed class InspectionRoutes(RequestReader reader, WorkLine line, ModelLibrary models, SceneLibrary scenes)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/provenance:verify", (Delegate)VerifyAsync);
        routes.MapGet("/v1/markets", () => Results.Json(new MarketPackList(MarketPacks.All), AigcJson.Default.MarketPackList));
        routes.MapGet("/v1/templates", (string? category) => Results.Json(new SceneTemplateList(scenes.Told(category)), AigcJson.Default.SceneTemplateList));
        routes.MapGet("/v1/models", () => Results.Json(new ImageModelList([.. models.All.Select(model => model.Manifest.ToContract())]), AigcJson.Default.ImageModelList));
    }

    // Only the header is read: no slot is waited for, but the bytes count.
    private Task<IResult> VerifyAsync(HttpContext http) => line.AnswerAsync(http, "verify", http.Request.ContentLength ?? RequestReader.MaxBody, async place =>
    {
        var work = await reader.ReadAsync(http, "verify", place);
        return Results.Json(ProvenanceReader.Verify(work.Image).ToReport(), AigcJson.Default.ProvenanceReport);
    });
}
