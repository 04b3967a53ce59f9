using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aigc.Runtime.Engine;

/// <summary>Starts and stops the engine with its host. An engine that cannot commit any more stops the host: nothing would be kept.</summary>
internal sealed partial class EngineWorker(DurableEngine engine, IHostApplicationLifetime lifetime, ILogger<EngineWorker> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        engine.Faulted += fault =>
        {
            Log.Stopping(logger, fault.Message);
            lifetime.StopApplication();
        };
        PoolTurns.ReserveThreads();
        engine.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "The durable engine cannot go on, so the host stops: {Reason}")]
        public static partial void Stopping(ILogger logger, string reason);
    }
}
