namespace Azure.AI.ContentSafety;

public partial class AnalyzeImageResult
{
    internal AnalyzeImageResult(IReadOnlyList<ImageCategoriesAnalysis> categoriesAnalysis) => CategoriesAnalysis = categoriesAnalysis;

    public IReadOnlyList<ImageCategoriesAnalysis> CategoriesAnalysis { get; }
}
