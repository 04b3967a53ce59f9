using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Runtime.Dispatch;

/// <summary>Collects the app's worker middleware; the first one added is the outermost.</summary>
internal sealed class FunctionWorkerBuilder(IServiceCollection services) : IFunctionsWorkerApplicationBuilder
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];

    public IServiceCollection Services => services;

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        _middleware.Add(middleware);
        return this;
    }

    public FunctionExecutionDelegate Around(FunctionExecutionDelegate innermost)
        => Enumerable.Reverse(_middleware).Aggregate(innermost, (next, middleware) => middleware(next));
}
