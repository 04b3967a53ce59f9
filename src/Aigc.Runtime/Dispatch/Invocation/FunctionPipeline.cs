using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aigc.Runtime.Dispatch.Invocation;

/// <summary>Runs one invocation: the app's middleware around binding, construction and the call.</summary>
internal sealed class FunctionPipeline
{
    private readonly FunctionExecutionDelegate _run;
    private readonly ILogger<FunctionPipeline> _logger;

    public FunctionPipeline(FunctionWorkerBuilder worker, ILogger<FunctionPipeline> logger)
    {
        _run = worker.Around(context => CallAsync((InvocationContext)context));
        _logger = logger;
    }

    /// <summary>The function's result is left in the context, for the trigger to make use of once all middleware has run.</summary>
    public async Task RunAsync(InvocationContext context, ParameterBinder binder)
    {
        using var scope = _logger.BeginScope(new Dictionary<string, object>
        {
            ["FunctionName"] = context.Entry.Name,
            ["InvocationId"] = context.InvocationId,
        });
        context.Features.Set(binder);
        await _run(context);
    }

    private static async Task CallAsync(InvocationContext context)
    {
        var arguments = context.Features.Get<ParameterBinder>()!.Bind(context);
        var method = context.Entry.Method;
        var instance = method.IsStatic ? null : ActivatorUtilities.CreateInstance(context.InstanceServices, method.DeclaringType!);
        try
        {
            context.Result = await context.Entry.Invoker.InvokeAsync(instance, arguments);
        }
        // Here, inside of all middleware: an app that turns what it does not know into a failure must not hide that there is none.
        catch (EngineOverloadedException overload) when (context.Refusal is { } refusal)
        {
            context.Result = refusal(overload);
        }
        finally
        {
            if (instance is IAsyncDisposable later) await later.DisposeAsync();
            else (instance as IDisposable)?.Dispose();
        }
    }
}
