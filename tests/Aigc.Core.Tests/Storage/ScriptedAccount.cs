using System.Net;

namespace Aigc.Core.Tests.Storage;

/// <summary>A storage account that answers what a test told it to, for what the emulator cannot be made to do; anything else is a failure of the test.</summary>
internal sealed class ScriptedAccount : HttpMessageHandler
{
    private readonly Dictionary<string, Func<HttpResponseMessage>> _answers = new(StringComparer.Ordinal);

    public List<string> Asked { get; } = [];

    /// <param name="request">Method, path and query: <c>GET /aigc/name</c>.</param>
    public ScriptedAccount Answering(string request, HttpStatusCode status, string body = "")
    {
        _answers[request] = () => new HttpResponseMessage(status) { Content = body.Length == 0 ? null : new StringContent(body, null, "application/xml") };
        return this;
    }

    public ScriptedAccount Failing(string request)
    {
        _answers[request] = () => throw new HttpRequestException("The connection was refused.");
        return this;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        Asked.Add(asked);
        return _answers.TryGetValue(asked, out var answer) ? Task.FromResult(answer()) : throw new InvalidOperationException($"Nobody expected '{asked}'.");
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => throw new NotSupportedException();
}
