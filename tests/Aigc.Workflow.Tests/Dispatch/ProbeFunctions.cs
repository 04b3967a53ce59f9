using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Workflow.Tests.Dispatch;

/// <summary>One function for each way in and out of the dispatcher.</summary>
public sealed class ProbeFunctions(Probe probe, TimeProvider time)
{
    [Function("greet")]
    public IResult Greet([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "greet/{name}/{times:int}")] HttpRequest request, string name, int times) => Results.Text($"{name} {times} {request.Method}");

    [Function("action")]
    public IActionResult Action([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "action")] HttpRequest request) => new StatusCodeResult(StatusCodes.Status418ImATeapot);

    [Function("value")]
    public Order Value([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "value")] HttpRequest request) => new("a", 3);

    [Function("nothing")]
    public Task Nothing([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "nothing")] HttpRequest request) => Task.CompletedTask;

    [Function("broken")]
    public IResult Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "broken")] HttpRequest request) => throw new InvalidOperationException("the password is 1234");

    [Function("locked")]
    public IResult Locked([HttpTrigger(AuthorizationLevel.Function, "get", Route = "locked")] HttpRequest request) => Results.Text("open");

    [Function("alive")]
    public static IResult Alive([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "alive")] HttpRequest request) => Results.Text("yes");

    [Function("held")]
    public async Task<IResult> Held([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "held")] HttpRequest request, CancellationToken cancellationToken)
    {
        await probe.PassAsync("held", cancellationToken);
        return Results.Text("done");
    }

    [Function("stream")]
    public async Task Stream([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "stream")] HttpRequest request, CancellationToken cancellationToken)
    {
        request.HttpContext.Response.ContentType = "text/event-stream";
        await request.HttpContext.Response.WriteAsync("data: 1\n\n", cancellationToken);
        await request.HttpContext.Response.Body.FlushAsync(cancellationToken);
        await probe.PassAsync("stream", cancellationToken);
    }

    [Function("age")]
    public static IResult Age([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "age/{years}/{unit=years}")] HttpRequest request, int years, string unit) => Results.Text($"{years} {unit}");

    [Function("files")]
    public static IActionResult Files([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "files/{**path}")] HttpRequest request, string path) => new FileContentResult([1, 2, 3], "image/png") { FileDownloadName = path };

    [Function("object")]
    public static IActionResult Object([HttpTrigger(AuthorizationLevel.Anonymous, "get", "POST", Route = "object")] HttpRequest request) => new OkObjectResult(new Order("a", 3));

    [Function("upload")]
    public static async Task<IResult> Upload([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "upload")] HttpRequest request, CancellationToken cancellationToken)
    {
        request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = 1_000;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return Results.Text($"{body.Length}");
    }

    [Function("cut")]
    public static async Task Cut([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cut")] HttpRequest request, CancellationToken cancellationToken)
    {
        await request.HttpContext.Response.WriteAsync("half of", cancellationToken);
        await request.HttpContext.Response.Body.FlushAsync(cancellationToken);
        throw new InvalidOperationException("the other half is lost");
    }

    [Function("managed")]
    public IResult Managed([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "managed")] HttpRequest request) => Results.Text("open");

    [Function("letters")]
    public Task Letters([QueueTrigger("letters")] string body, string id, int dequeueCount, CancellationToken cancellationToken) =>
        probe.PassAsync(new Letter(id, body, dequeueCount, time.GetUtcNow()), cancellationToken);

    [Function("orders")]
    public Task Orders([QueueTrigger("orders")] Order order, CancellationToken cancellationToken) => probe.PassAsync(order, cancellationToken);

    [Function("ticks")]
    public Task Tick([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => probe.PassAsync(timer, cancellationToken);

    public sealed record Order(string Name, int Count);

    public sealed record Letter(string Id, string Body, int DequeueCount, DateTimeOffset At);
}
