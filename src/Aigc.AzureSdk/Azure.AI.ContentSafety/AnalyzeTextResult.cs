namespace Azure.AI.ContentSafety;

public partial class AnalyzeTextResult
{
    internal AnalyzeTextResult(IReadOnlyList<TextBlocklistMatch> blocklistsMatch, IReadOnlyList<TextCategoriesAnalysis> categoriesAnalysis)
        => (BlocklistsMatch, CategoriesAnalysis) = (blocklistsMatch, categoriesAnalysis);

    public IReadOnlyList<TextBlocklistMatch> BlocklistsMatch { get; }

    public IReadOnlyList<TextCategoriesAnalysis> CategoriesAnalysis { get; }
}
