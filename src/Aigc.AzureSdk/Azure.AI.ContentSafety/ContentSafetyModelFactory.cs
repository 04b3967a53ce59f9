namespace Azure.AI.ContentSafety;

public static partial class ContentSafetyModelFactory
{
    public static AnalyzeTextResult AnalyzeTextResult(
        IEnumerable<TextBlocklistMatch> blocklistsMatch = null, IEnumerable<TextCategoriesAnalysis> categoriesAnalysis = null)
        => new([.. blocklistsMatch ?? []], [.. categoriesAnalysis ?? []]);

    public static TextCategoriesAnalysis TextCategoriesAnalysis(TextCategory category = default, int? severity = default)
        => new(category, severity);

    public static TextBlocklistMatch TextBlocklistMatch(string blocklistName = null, string blocklistItemId = null, string blocklistItemText = null)
        => new(blocklistName, blocklistItemId, blocklistItemText);

    public static AnalyzeImageResult AnalyzeImageResult(IEnumerable<ImageCategoriesAnalysis> categoriesAnalysis = null)
        => new([.. categoriesAnalysis ?? []]);

    public static ImageCategoriesAnalysis ImageCategoriesAnalysis(ImageCategory category = default, int? severity = default)
        => new(category, severity);
}
