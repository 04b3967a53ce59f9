namespace Aigc.Benchmarks.EngineSafety;

/// <summary>Signed approvals over HTTP, doubled, early, late and out of order, to a process that is killed all the while.</summary>
internal static class ApprovalsPart
{
    private const int ControlApprovals = 5_000;

    public static async Task<IReadOnlyList<SafetyRow>> RunAsync(int approvals)
    {
        var real = await ApprovalsRun.RunAsync(approvals, []);
        var doubled = await ApprovalsRun.RunAsync(ControlApprovals, [ApprovalsChild.CountsTwice]);
        var early = await ApprovalsRun.RunAsync(ControlApprovals, [ApprovalsChild.AnswersEarly]);
        var tried = $"{approvals:N0} approvals, {real.Calls:N0} calls answered, {real.Kills} kills";
        return
        [
            new("signed approvals: lost", tried, real.Lost, $"answers before it is durable: {early.Lost:N0} of {ControlApprovals / ApprovalsChild.PerOrchestration} collections never fill, {early.Kills} kills"),
            new("signed approvals: doubled", $"{real.Repeats:N0} repeated on purpose, {real.Unanswered:N0} because of kills", real.Doubled, $"collector that does not look at ids: {doubled.Doubled:N0} doubled, {doubled.Kills} kills"),
            new("signed approvals: forged", $"{real.Forged:N0} with another secret", real.ForgedAccepted, "the genuine ones are accepted"),
        ];
    }
}
