namespace Azure.AI.ContentSafety;

public partial class AnalyzeTextOptions
{
    public AnalyzeTextOptions(string text) => Text = text ?? throw new ArgumentNullException(nameof(text));

    public IList<string> BlocklistNames { get; } = [];

    public IList<TextCategory> Categories { get; } = [];

    public bool? HaltOnBlocklistHit { get; set; }

    public AnalyzeTextOutputType? OutputType { get; set; }

    public string Text { get; }
}
