using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.AI.ContentSafety;

/// <summary>Calls the text and image analysis of Azure AI Content Safety over its REST interface.</summary>
public partial class ContentSafetyClient
{
    private const string Scope = "https://cognitiveservices.azure.com/.default";

    private static readonly ResponseClassifier Success = new StatusCodeClassifier([200]);

    private readonly Uri _endpoint;
    private readonly string _version;

    protected ContentSafetyClient()
    {
    }

    public ContentSafetyClient(Uri endpoint, AzureKeyCredential credential)
        : this(endpoint, credential, new ContentSafetyClientOptions())
    {
    }

    public ContentSafetyClient(Uri endpoint, AzureKeyCredential credential, ContentSafetyClientOptions options)
        : this(endpoint, new KeyPolicy(credential ?? throw new ArgumentNullException(nameof(credential))), options)
    {
    }

    public ContentSafetyClient(Uri endpoint, TokenCredential credential)
        : this(endpoint, credential, new ContentSafetyClientOptions())
    {
    }

    public ContentSafetyClient(Uri endpoint, TokenCredential credential, ContentSafetyClientOptions options)
        : this(endpoint, new BearerTokenAuthenticationPolicy(credential ?? throw new ArgumentNullException(nameof(credential)), Scope), options)
    {
    }

    private ContentSafetyClient(Uri endpoint, HttpPipelinePolicy authentication, ContentSafetyClientOptions options)
    {
        options ??= new ContentSafetyClientOptions();
        _endpoint = endpoint ?? throw new ArgumentNullException(nameof(endpoint));
        _version = options.Version;
        Pipeline = HttpPipelineBuilder.Build(options, [], [authentication], new ResponseClassifier());
    }

    public virtual HttpPipeline Pipeline { get; }

    private HttpMessage Message(string operation, RequestContent content, RequestContext context)
    {
        var message = Pipeline.CreateMessage(context, Success);
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri($"{_endpoint.AbsoluteUri.TrimEnd('/')}/contentsafety/{operation}?api-version={_version}"));
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Headers.SetValue("Accept", "application/json");
        message.Request.Content = content ?? throw new ArgumentNullException(nameof(content));
        return message;
    }

    private Response Send(string operation, RequestContent content, RequestContext context)
    {
        using var message = Message(operation, content, context);
        Pipeline.Send(message, context?.CancellationToken ?? default);
        return Checked(message, context);
    }

    private async Task<Response> SendAsync(string operation, RequestContent content, RequestContext context)
    {
        using var message = Message(operation, content, context);
        await Pipeline.SendAsync(message, context?.CancellationToken ?? default).ConfigureAwait(false);
        return Checked(message, context);
    }

    private static Response Checked(HttpMessage message, RequestContext context)
        => message.Response.IsError && context?.ErrorOptions != ErrorOptions.NoThrow
            ? throw new RequestFailedException(message.Response)
            : message.Response;

    private static RequestContext With(CancellationToken cancellationToken) => new() { CancellationToken = cancellationToken };
}
