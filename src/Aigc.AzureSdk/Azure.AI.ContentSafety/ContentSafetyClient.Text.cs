using Azure.Core;

namespace Azure.AI.ContentSafety;

public partial class ContentSafetyClient
{
    public virtual Response<AnalyzeTextResult> AnalyzeText(AnalyzeTextOptions options, CancellationToken cancellationToken = default)
    {
        var response = AnalyzeText(RequestContent.Create(Wire.Write(options)), With(cancellationToken));
        return Response.FromValue(Wire.ReadText(response), response);
    }

    public virtual Response AnalyzeText(RequestContent content, RequestContext context = null) => Send("text:analyze", content, context);

    public virtual async Task<Response<AnalyzeTextResult>> AnalyzeTextAsync(AnalyzeTextOptions options, CancellationToken cancellationToken = default)
    {
        var response = await AnalyzeTextAsync(RequestContent.Create(Wire.Write(options)), With(cancellationToken)).ConfigureAwait(false);
        return Response.FromValue(Wire.ReadText(response), response);
    }

    public virtual Task<Response> AnalyzeTextAsync(RequestContent content, RequestContext context = null) => SendAsync("text:analyze", content, context);

    public virtual Response<AnalyzeTextResult> AnalyzeText(string text, CancellationToken cancellationToken = default)
        => AnalyzeText(new AnalyzeTextOptions(text), cancellationToken);

    public virtual Task<Response<AnalyzeTextResult>> AnalyzeTextAsync(string text, CancellationToken cancellationToken = default)
        => AnalyzeTextAsync(new AnalyzeTextOptions(text), cancellationToken);
}
