namespace Azure.AI.ContentSafety;

public partial class ImageCategoriesAnalysis
{
    internal ImageCategoriesAnalysis(ImageCategory category, int? severity) => (Category, Severity) = (category, severity);

    public ImageCategory Category { get; }

    public int? Severity { get; }
}
