using System.Globalization;
using Aigc.Runtime.Operations;
using Microsoft.DurableTask.Client;

namespace Aigc.Local.Commands.Runtime;

/// <summary>What an operator reads.</summary>
internal static class RuntimeReports
{
    private const int WidestData = 200;

    public static int List(RuntimeFile file, string prefix, IReadOnlyCollection<OrchestrationRuntimeStatus> statuses, int most, TextWriter output)
    {
        var instances = file.List(prefix, statuses, most);
        foreach (var one in instances) output.WriteLine($"{one.RuntimeStatus,-10}  {Time(one.CreatedAt)}  {Time(one.LastUpdatedAt)}  {one.Name,-16}  {one.InstanceId}");
        output.WriteLine(instances.Count == most ? $"{instances.Count} instances, there may be more: see --most and --prefix" : $"{instances.Count} instances");
        return ExitCodes.Done;
    }

    public static int Show(RuntimeFile file, string id, TextWriter output)
    {
        if (file.Find(id) is not { } instance) throw new InvalidOperationException($"There is no instance '{id}'.");
        output.WriteLine($"{instance.InstanceId}: {instance.Name}, {instance.RuntimeStatus}, created {Time(instance.CreatedAt)}, last changed {Time(instance.LastUpdatedAt)}");
        if (instance.SerializedCustomStatus is { } custom) output.WriteLine($"  says    {Short(custom)}");
        var began = (DateTimeOffset?)null;
        foreach (var entry in file.History(id)) output.WriteLine(Line(entry, entry.At - (began ??= entry.At)));
        if (instance.FailureDetails is { } failure) output.WriteLine($"  failed  {Short(failure.ToString())}");
        if (instance.SerializedOutput is { } result) output.WriteLine($"  output  {Short(result)}");
        return ExitCodes.Done;
    }

    public static int Verify(string path, TextWriter output)
    {
        var defects = FileCheck.Run(path);
        foreach (var defect in defects) output.WriteLine(defect);
        output.WriteLine(defects.Count == 0 ? "Nothing is wrong." : $"{defects.Count} rules are broken.");
        return defects.Count == 0 ? ExitCodes.Done : ExitCodes.WithFailures;
    }

    public static int Stats(RuntimeFile file, string path, TextWriter output)
    {
        var stats = file.Stats();
        output.WriteLine(RuntimeFile.IsHostRunning(path) ? "A host runs on the file." : "No host runs on the file.");
        foreach (var (status, count) in stats.Instances) output.WriteLine($"{status,-14} {count,12:N0}");
        output.WriteLine($"{"history rows",-14} {stats.HistoryRows,12:N0}");
        output.WriteLine($"{"open calls",-14} {stats.OpenCalls,12:N0}");
        output.WriteLine($"{"messages",-14} {stats.Messages,12:N0}");
        output.WriteLine($"{"payloads",-14} {stats.Payloads,12:N0}");
        output.WriteLine($"{"bytes",-14} {stats.Bytes,12:N0}");
        output.WriteLine($"schema {stats.Schema}, taken over {stats.Epoch} times");
        return ExitCodes.Done;
    }

    private static string Line(TimelineEntry entry, TimeSpan since)
    {
        var slot = entry.Slot is { } number ? $"#{number}" : "";
        var took = entry.Took is { } time ? $" (after {time.TotalSeconds:0.000} s)" : "";
        return $"  {Time(entry.At)}  +{since.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture),-10} {slot,-5} {entry.What,-18} {entry.Name}{(entry.Data is null ? "" : $" {Short(entry.Data)}")}{took}".TrimEnd();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    // Control characters in data could move the cursor of the operator's terminal.
    private static string Short(string text)
    {
        var visible = string.Concat(text.Take(WidestData).Select(letter => char.IsControl(letter) ? ' ' : letter));
        return text.Length > WidestData ? $"{visible}… ({text.Length:N0} characters)" : visible;
    }
}
