using System.Diagnostics;
using System.Globalization;
using Aigc.Workflow.Tests.Engine.Upgrade;

namespace Aigc.Benchmarks.EngineSafety;

/// <summary>
/// What the engine promises, tried by breaking things: how often, how often it went wrong, and a control that shows that the same check finds what is broken
/// on purpose. <c>engine-safety [PART...]</c>; without a part: all. <c>PART=NUMBER</c> tries more or less often.
/// </summary>
internal static class EngineSafetyBench
{
    private static readonly Dictionary<string, (int Usual, Func<int, Task<IReadOnlyList<SafetyRow>>> Run)> Parts = new()
    {
        ["crash-points"] = (1_000, CrashPointsPart.RunAsync),
        ["torn-log"] = (60, TornLogPart.RunAsync),
        ["kill"] = (500, KillPart.RunAsync),
        ["approvals"] = (100_000, ApprovalsPart.RunAsync),
    };

    public static async Task<int> RunAsync(string[] arguments)
    {
        switch (arguments)
        {
            case ["record", var file]: await RecordedState.RecordAsync(file); return 0;
            case ["items", var folder, .. var flags]: await ItemsChild.RunAsync(folder, flags); return 0;
            case ["approvals-host", var folder, .. var flags]: await ApprovalsChild.RunAsync(folder, flags); return 0;
        }
        var chosen = arguments.Length == 0 ? [.. Parts.Keys] : arguments;
        if (chosen.FirstOrDefault(part => !Parts.ContainsKey(part.Split('=')[0])) is { } unknown)
        {
            Console.Error.WriteLine($"There is no part '{unknown}'. Parts: {string.Join(", ", Parts.Keys)}.");
            return 2;
        }
        var rows = new List<SafetyRow>();
        foreach (var part in chosen)
        {
            var watch = Stopwatch.StartNew();
            var (usual, run) = Parts[part.Split('=')[0]];
            rows.AddRange(await run(part.Split('=') is [_, var number] ? int.Parse(number, CultureInfo.InvariantCulture) : usual));
            Console.Error.WriteLine($"{part}: {watch.Elapsed.TotalSeconds:0} s");
        }
        SafetyRow.Print(rows);
        return rows.Any(row => row.Wrong > 0) ? 1 : 0;
    }
}
