namespace Azure.AI.ContentSafety;

public partial class AnalyzeImageOptions
{
    public AnalyzeImageOptions(ContentSafetyImageData image) => Image = image ?? throw new ArgumentNullException(nameof(image));

    public IList<ImageCategory> Categories { get; } = [];

    public ContentSafetyImageData Image { get; }

    public AnalyzeImageOutputType? OutputType { get; set; }
}
