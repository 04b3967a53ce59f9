using System.Globalization;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text.Categories;
using Aigc.Core.Text.Gaps;

namespace Aigc.Core.Delivery;

/// <summary>Which products lack which key attributes of their category: <c>gaps.csv</c>, a line a gap of the feed, and <c>gaps.json</c>, the counts.</summary>
internal sealed class GapFiles : IAsyncDisposable
{
    private readonly ExportFile _lines = new("gaps.csv", "text/csv");
    private readonly ExportFile _report = new("gaps.json", "application/json");
    private readonly GapCounter _counter;

    public GapFiles(CategoryTree tree)
    {
        _counter = new(tree);
        Write("id", "category", "attribute", "state", "value", "confidence", "source");
    }

    public void Add(ItemResult item)
    {
        var completed = item.Slots.Where(slot => Slots.KindOf(slot.Slot) == Slots.Attributes && slot.State is SlotState.Made or SlotState.InReview).SelectMany(slot => slot.Attributes ?? []).ToList();
        foreach (var gap in _counter.Add(item.Product, completed))
            Write(item.Product.Id, gap.Category, gap.Attribute, gap.Filled is null ? "missing" : "completed", gap.Filled?.Value, gap.Filled?.Confidence.ToString("0.##", CultureInfo.InvariantCulture), gap.Filled is null ? null : gap.Filled.Source ?? "words");
    }

    public ExportFile[] Complete()
    {
        _report.Text.Write(JsonSerializer.Serialize(_counter.Report(), AigcJson.Default.GapReport));
        return [_lines, _report];
    }

    public async ValueTask DisposeAsync()
    {
        await _lines.DisposeAsync();
        await _report.DisposeAsync();
    }

    private void Write(params string?[] cells) => _lines.Text.Write(string.Join(',', cells.Select(cell => $"\"{FormulaGuard.Neutralise(cell ?? "").Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n");
}
