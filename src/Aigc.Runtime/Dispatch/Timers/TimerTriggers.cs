using Aigc.Runtime.Dispatch.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aigc.Runtime.Dispatch.Timers;

/// <summary>Runs every timer trigger when it is due, while the host runs.</summary>
internal sealed class TimerTriggers(FunctionCatalog catalog, SettingExpressions settings, IConfiguration configuration, IServiceProvider services) : BackgroundService
{
    // The setting by which the genuine host, too, is told the time zone of its schedules.
    private const string ZoneSetting = "WEBSITE_TIME_ZONE";

    private readonly CancellationTokenSource _abort = new();
    private List<TimerListener> _listeners = [];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _listeners = [.. catalog.Of<TimerTriggerAttribute>().Select(function => Listener(function.Entry, function.Trigger))];
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Starts no run any more, and waits for those at work; past the shutdown time-out they are cancelled.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        using var late = cancellationToken.Register(_abort.Cancel);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _abort.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
        => Task.WhenAll(_listeners.Select(listener => listener.RunAsync(stoppingToken, _abort.Token)));

    private TimeZoneInfo Zone() => configuration[ZoneSetting] is { Length: > 0 } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : TimeZoneInfo.Utc;

    private TimerListener Listener(FunctionEntry entry, TimerTriggerAttribute trigger)
    {
        var schedule = Schedule.Parse(settings.Resolve(entry.Name, trigger.Schedule), Zone());
        return ActivatorUtilities.CreateInstance<TimerListener>(services, entry, schedule, new ParameterBinder(entry, []), trigger);
    }
}
