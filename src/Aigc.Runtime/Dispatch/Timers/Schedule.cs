using System.Globalization;
using Cronos;

namespace Aigc.Runtime.Dispatch.Timers;

/// <summary>
/// When a timer is due: NCRONTAB (six fields, seconds first; five fields mean second 0) by the clock of a time zone, or a time span between
/// runs. An hour that the zone leaves out or has twice in a night is run once.
/// </summary>
internal sealed class Schedule
{
    private readonly Func<DateTimeOffset, DateTimeOffset?> _next;

    private Schedule(Func<DateTimeOffset, DateTimeOffset?> next) => _next = next;

    /// <exception cref="FormatException">The expression is neither of the two.</exception>
    public static Schedule Parse(string expression, TimeZoneInfo zone)
    {
        if (expression.Contains(':') && TimeSpan.TryParse(expression, CultureInfo.InvariantCulture, out var span) && span > TimeSpan.Zero) return new(from => from + span);
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        var cron = CronExpression.Parse(expression, fields == 5 ? CronFormat.Standard : CronFormat.IncludeSeconds);
        return new(from => cron.GetNextOccurrence(from, zone));
    }

    /// <summary>The first moment after <paramref name="from"/>; null where there is none any more.</summary>
    public DateTimeOffset? Next(DateTimeOffset from) => _next(from);
}
