using Aigc.Runtime.Dispatch.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aigc.Runtime.Dispatch.Timers;

/// <summary>Runs one timer function. Runs never overlap: what came due during a run is left out.</summary>
internal sealed partial class TimerListener(
    FunctionEntry entry, Schedule schedule, ParameterBinder binder, TimerTriggerAttribute trigger, IServiceProvider services)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    // The longest wait that one timer of the system takes is 49 days; longer ones are waited for in steps.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly TimeProvider _time = services.GetRequiredService<TimeProvider>();
    private readonly FunctionPipeline _pipeline = services.GetRequiredService<FunctionPipeline>();
    private readonly ILogger _logger = services.GetRequiredService<ILogger<TimerListener>>();
    private DateTimeOffset _last;

    public async Task RunAsync(CancellationToken stopping, CancellationToken abort)
    {
        try
        {
            if (trigger.RunOnStartup) await RunOnceAsync(_time.GetUtcNow(), abort);
            while (schedule.Next(_time.GetUtcNow()) is { } due)
            {
                await UntilAsync(due, stopping);
                await RunOnceAsync(due, abort);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops: nothing is running here.
        }
    }

    private async Task UntilAsync(DateTimeOffset due, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        for (var wait = due - _time.GetUtcNow(); wait > TimeSpan.Zero; wait = due - _time.GetUtcNow())
            await Task.Delay(wait < LongestWait ? wait : LongestWait, _time, stopping);
    }

    // The boundary of the host: a run that fails is logged, and the timer goes on.
    private async Task RunOnceAsync(DateTimeOffset due, CancellationToken abort)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            var input = new TriggerInput(Info(due), TriggerInput.NoData, new InvocationTrace());
            await Task.Run(() => _pipeline.RunAsync(new InvocationContext(entry, scope.ServiceProvider, input, abort), binder), abort);
        }
        catch (Exception error)
        {
            Log.Failed(_logger, entry.Name, error);
        }

        _last = due;
    }

    private TimerInfo Info(DateTimeOffset due)
    {
        var now = _time.GetUtcNow();
        return new()
        {
            IsPastDue = now - due > Tolerance,
            ScheduleStatus = new() { Last = _last.UtcDateTime, Next = (schedule.Next(due) ?? due).UtcDateTime, LastUpdated = now.UtcDateTime },
        };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Timer function {Function} failed.")]
        public static partial void Failed(ILogger logger, string function, Exception error);
    }
}
