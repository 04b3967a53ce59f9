using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions;

/// <summary>The API's own description.</summary>
public sealed class DocumentFunctions
{
    [Function(nameof(GetOpenApi)), OpenToAll("The document is the same for everybody.")]
    [Operation("This document: OpenAPI 3.1.")]
    public static IResult GetOpenApi([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request) => Results.Text(OpenApiDocument.Json, "application/json");

    [Function(nameof(GetDocs)), OpenToAll("The page is the same for everybody.")]
    [Operation("A page to read the API and try it.")]
    public static IResult GetDocs([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs")] HttpRequest request) => Results.Text(DocumentPage.Html, "text/html; charset=utf-8");
}
