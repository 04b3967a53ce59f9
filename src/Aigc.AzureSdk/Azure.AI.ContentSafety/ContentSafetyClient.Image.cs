using Azure.Core;

namespace Azure.AI.ContentSafety;

public partial class ContentSafetyClient
{
    public virtual Response<AnalyzeImageResult> AnalyzeImage(AnalyzeImageOptions options, CancellationToken cancellationToken = default)
    {
        var response = AnalyzeImage(RequestContent.Create(Wire.Write(options)), With(cancellationToken));
        return Response.FromValue(Wire.ReadImage(response), response);
    }

    public virtual Response AnalyzeImage(RequestContent content, RequestContext context = null) => Send("image:analyze", content, context);

    public virtual async Task<Response<AnalyzeImageResult>> AnalyzeImageAsync(AnalyzeImageOptions options, CancellationToken cancellationToken = default)
    {
        var response = await AnalyzeImageAsync(RequestContent.Create(Wire.Write(options)), With(cancellationToken)).ConfigureAwait(false);
        return Response.FromValue(Wire.ReadImage(response), response);
    }

    public virtual Task<Response> AnalyzeImageAsync(RequestContent content, RequestContext context = null) => SendAsync("image:analyze", content, context);

    public virtual Response<AnalyzeImageResult> AnalyzeImage(BinaryData content, CancellationToken cancellationToken = default)
        => AnalyzeImage(new AnalyzeImageOptions(new ContentSafetyImageData(content)), cancellationToken);

    public virtual Task<Response<AnalyzeImageResult>> AnalyzeImageAsync(BinaryData content, CancellationToken cancellationToken = default)
        => AnalyzeImageAsync(new AnalyzeImageOptions(new ContentSafetyImageData(content)), cancellationToken);

    public virtual Response<AnalyzeImageResult> AnalyzeImage(Uri blobUri, CancellationToken cancellationToken = default)
        => AnalyzeImage(new AnalyzeImageOptions(new ContentSafetyImageData(blobUri)), cancellationToken);

    public virtual Task<Response<AnalyzeImageResult>> AnalyzeImageAsync(Uri blobUri, CancellationToken cancellationToken = default)
        => AnalyzeImageAsync(new AnalyzeImageOptions(new ContentSafetyImageData(blobUri)), cancellationToken);
}
