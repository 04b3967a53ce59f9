namespace Aigc.Benchmarks.EngineSafety;

/// <summary>One line of the safety table.</summary>
/// <param name="Tried">What was done how often.</param>
/// <param name="Wrong">What must be 0.</param>
/// <param name="Control">What the same check finds where something is broken on purpose: must not be 0.</param>
internal sealed record SafetyRow(string Subject, string Tried, int Wrong, string Control, string Note = "")
{
    public static void Print(IEnumerable<SafetyRow> rows)
    {
        Console.WriteLine($"{"subject",-34} {"tried",-58} {"wrong",6}  control");
        foreach (var row in rows)
        {
            Console.WriteLine($"{row.Subject,-34} {row.Tried,-58} {row.Wrong,6}  {row.Control}");
            if (row.Note.Length > 0) Console.WriteLine($"{"",-34} {row.Note}");
        }
    }
}
