using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Workflow.Tests.Dispatch;

/// <summary>One function for each way in and out of the dispatcher.</summary>
public sealed class ProbeFunctions(Probe probe)
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

    [Function("orders")]
    public Task Orders([QueueTrigger("orders")] Order order, CancellationToken cancellationToken) => probe.PassAsync(order, cancellationToken);

    [Function("ticks")]
    public Task Tick([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => probe.PassAsync(timer, cancellationToken);

    public sealed record Order(string Name, int Count);
}
