namespace Azure.AI.ContentSafety;

public partial class ContentSafetyImageData
{
    public ContentSafetyImageData()
    {
    }

    public ContentSafetyImageData(BinaryData content) => Content = content ?? throw new ArgumentNullException(nameof(content));

    public ContentSafetyImageData(Uri blobUri) => BlobUri = blobUri ?? throw new ArgumentNullException(nameof(blobUri));

    internal BinaryData Content { get; }

    internal Uri BlobUri { get; }
}
