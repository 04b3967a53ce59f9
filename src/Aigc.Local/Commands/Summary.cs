using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Local.Client;
using Spectre.Console;

namespace Aigc.Local.Commands;

/// <summary>The table at the end: what became of the rows, the items and each slot.</summary>
internal static class Summary
{
    public static async Task WriteAsync(BatchApi api, Batch batch, string output, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("what", "how many").HideHeaders();
        table.AddRow("rows (bad, duplicate)", $"{batch.Ingest?.Rows} ({batch.Ingest?.BadRows}, {batch.Ingest?.Duplicates})");
        table.AddRow("items accepted", $"{batch.Counts.Accepted} of {batch.Counts.Items}");
        if (batch.Counts.Rejected > 0) table.AddRow("items rejected", $"{batch.Counts.Rejected}");
        if (batch.Counts.Failed > 0) table.AddRow("items failed", $"{batch.Counts.Failed}");
        if (batch.Counts.Skipped > 0) table.AddRow("items skipped (not chosen)", $"{batch.Counts.Skipped}");
        await foreach (var (slot, states) in SlotsAsync(api, batch, cancellationToken)) table.AddRow(Markup.Escape(slot), Markup.Escape(states));
        table.AddRow("spent", batch.Spent is { } spent ? $"{spent.Amount:0.00} {spent.Currency}" : "nothing");
        table.AddRow("time", $"{elapsed.TotalSeconds:0.0} s");
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(batch.State == BatchState.Completed ? $"Results: {Path.Combine(output, "index.html")}" : $"{batch.State}: {batch.Reason}");
    }

    private static async IAsyncEnumerable<(string Slot, string States)> SlotsAsync(BatchApi api, Batch batch, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var slots = new Dictionary<string, Dictionary<string, int>>();
        foreach (var output in batch.Recipe.Outputs) slots[output.Slot] = [];
        await foreach (var item in api.ItemsAsync(batch, cancellationToken))
            foreach (var slot in item.Slots.Where(slot => slots.ContainsKey(slot.Slot)))
            {
                var word = WordOf(slot);
                slots[slot.Slot][word] = slots[slot.Slot].GetValueOrDefault(word) + 1;
            }
        foreach (var (slot, states) in slots) yield return (slot, string.Join(", ", states.OrderByDescending(state => state.Value).Select(state => $"{state.Value} {state.Key}")));
    }

    private static string WordOf(SlotResult slot) => slot.State == SlotState.Made ? "made" : $"{slot.State.ToString().ToLowerInvariant()} ({slot.Reason})";
}
