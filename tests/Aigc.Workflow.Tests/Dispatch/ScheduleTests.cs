using System.Globalization;
using Aigc.Runtime.Dispatch.Timers;

namespace Aigc.Workflow.Tests.Dispatch;

public sealed class ScheduleTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("0 */5 * * * *", "2026-03-01T10:02:30Z", "2026-03-01T10:05:00Z")]
    [InlineData("0 */5 * * * *", "2026-03-01T10:05:00Z", "2026-03-01T10:10:00Z")]
    [InlineData("*/5 * * * * *", "2026-03-01T10:02:30.001Z", "2026-03-01T10:02:35Z")]
    [InlineData("30 0 0 * * *", "2026-12-31T00:00:30Z", "2027-01-01T00:00:30Z")]
    [InlineData("0 0 3 * * MON-FRI", "2026-03-06T04:00:00Z", "2026-03-09T03:00:00Z")]
    [InlineData("0 0 3 * * 0", "2026-03-06T04:00:00Z", "2026-03-08T03:00:00Z")]
    [InlineData("0 30 9 1 JAN *", "2026-01-01T09:30:00Z", "2027-01-01T09:30:00Z")]
    [InlineData("0 0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 9-17/4 * * *", "2026-03-01T09:00:00Z", "2026-03-01T13:00:00Z")]
    [InlineData("*/5 * * * *", "2026-03-01T10:02:30Z", "2026-03-01T10:05:00Z")]
    [InlineData("01:30:00", "2026-03-01T10:02:30Z", "2026-03-01T11:32:30Z")]
    public void The_next_moment_is_after_the_last(string expression, string from, string next) => Assert.Equal(At(next), Schedule.Parse(expression, TimeZoneInfo.Utc).Next(At(from)));

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("* * * *")]
    [InlineData("61 * * * * *")]
    [InlineData("0 0 25 * * *")]
    [InlineData("0 0 0 * * * *")]
    [InlineData("-00:05:00")]
    [InlineData("00:00:00")]
    public void What_is_neither_a_schedule_nor_a_span_is_refused(string expression) => Assert.ThrowsAny<FormatException>(() => Schedule.Parse(expression, TimeZoneInfo.Utc));

    [Fact]
    public void A_day_that_never_comes_is_never_due() => Assert.Null(Schedule.Parse("0 0 0 31 2 *", TimeZoneInfo.Utc).Next(At("2026-01-01T00:00:00Z")));

    [Fact]
    public void Hours_are_those_of_the_time_zone()
    {
        var schedule = Schedule.Parse("0 0 9 * * *", Berlin);

        Assert.Equal(At("2026-01-15T08:00:00Z"), schedule.Next(At("2026-01-15T00:00:00Z")));
        Assert.Equal(At("2026-07-15T07:00:00Z"), schedule.Next(At("2026-07-15T00:00:00Z")));
    }

    [Fact]
    public void An_hour_that_a_night_leaves_out_or_has_twice_is_run_once()
    {
        var schedule = Schedule.Parse("0 30 2 * * *", Berlin);

        var spring = Between(schedule, "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z");
        var autumn = Between(schedule, "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z");

        Assert.Equal([At("2026-03-29T01:00:00Z"), At("2026-03-30T00:30:00Z")], spring);
        Assert.Equal([At("2026-10-25T00:30:00Z"), At("2026-10-26T01:30:00Z")], autumn);
    }

    private static List<DateTimeOffset> Between(Schedule schedule, string from, string to)
    {
        var due = new List<DateTimeOffset>();
        for (var next = schedule.Next(At(from)); next < At(to); next = schedule.Next(next.Value)) due.Add(next.Value);
        return due;
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
