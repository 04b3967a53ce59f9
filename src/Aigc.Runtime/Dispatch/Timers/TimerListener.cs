using Aigc.Runtime.Dispatch.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aigc.Runtime.Dispatch.Timers;

/// <summary>
/// Runs one timer function. Runs never overlap; what came due during a run, or while the machine slept, is made up for by one run at once.
/// </summary>
internal sealed partial class TimerListener(
    FunctionEntry entry, Schedule schedule, ParameterBinder binder, TimerTriggerAttribute trigger, IServiceProvider services)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    // A wait takes no notice of a clock that is set, or of a machine that sleeps. So long ones are cut, and the clock is read in between.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time = services.GetRequiredService<TimeProvider>();
    private readonly FunctionPipeline _pipeline = services.GetRequiredService<FunctionPipeline>();
    private readonly ILogger _logger = services.GetRequiredService<ILogger<TimerListener>>();
    private DateTimeOffset _last;

    public async Task RunAsync(CancellationToken stopping, CancellationToken abort)
    {
        try
        {
            var from = _time.GetUtcNow();
            if (trigger.RunOnStartup) await RunOnceAsync(from, from, abort);
            while (schedule.Next(from) is { } due)
            {
                var reached = await ReachedAsync(due, stopping);
                var now = _time.GetUtcNow();
                // By a clock that runs a little ahead, or back, the same moment must not come twice.
                from = reached && due > now ? due : now;
                if (reached) await RunOnceAsync(due, from, abort);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops: nothing is running here.
        }
    }

    // False where the clock was set back meanwhile: what is due next is another question then.
    private async Task<bool> ReachedAsync(DateTimeOffset due, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        for (var now = _time.GetUtcNow(); now < due;)
        {
            await Task.Delay(due - now < LongestWait ? due - now : LongestWait, _time, stopping);
            var before = now;
            now = _time.GetUtcNow();
            if (now < before - Tolerance) return false;
        }

        return true;
    }

    // The boundary of the host: a run that fails is logged, and the timer goes on.
    private async Task RunOnceAsync(DateTimeOffset due, DateTimeOffset from, CancellationToken abort)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            var input = new TriggerInput(Info(due, from), TriggerInput.NoData, new InvocationTrace());
            await Task.Run(() => _pipeline.RunAsync(new InvocationContext(entry, scope.ServiceProvider, input, abort), binder), abort);
        }
        catch (Exception error)
        {
            Log.Failed(_logger, entry.Name, error);
        }

        _last = due;
    }

    private TimerInfo Info(DateTimeOffset due, DateTimeOffset from) => new()
    {
        IsPastDue = from - due > Tolerance,
        ScheduleStatus = new() { Last = _last.UtcDateTime, Next = (schedule.Next(from) ?? due).UtcDateTime, LastUpdated = from.UtcDateTime },
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Timer function {Function} failed.")]
        public static partial void Failed(ILogger logger, string function, Exception error);
    }
}
