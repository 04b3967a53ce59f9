using System.Net.Http.Headers;
using System.Net.Http.Json;
using Aigc.Contracts;
using Aigc.Contracts.Images;

namespace Aigc.Core.Images;

/// <summary>One request for pictures, as often as it has to be sent.</summary>
internal sealed record PictureRequest(string Tenant, ImagePipelineRequest Request, IReadOnlyDictionary<string, SentPicture> Pictures)
{
    /// <summary>Hash of the tenant and of everything that is sent: whoever tries again, even after a crash, comes with the same key. Tenants have jobs of their own, so that none cancels another's.</summary>
    public string Key { get; } = RequestHash.Of(Request, Pictures.Select(picture => (picture.Key, picture.Value.Bytes)), Tenant);

    /// <param name="wait">How long the service may work before it answers with a job.</param>
    public HttpRequestMessage Message(TimeSpan wait)
    {
        var form = new MultipartFormDataContent { { JsonContent.Create(Request, AigcJson.Default.ImagePipelineRequest), "request" } };
        foreach (var (name, picture) in Pictures) form.Add(new ReadOnlyMemoryContent(picture.Bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(picture.ContentType) } }, name, name);
        return new(HttpMethod.Post, "/v1/images:pipeline") { Content = form, Headers = { { "Idempotency-Key", Key }, { "Prefer", FormattableString.Invariant($"wait={(int)wait.TotalSeconds}") } } };
    }

    /// <summary>Whether the answer has all that was asked for: a verdict for who screens, for each other step a picture or a reason.</summary>
    public bool IsAnsweredBy(ImagePipelineResponse answer)
    {
        if (answer is not { Outputs: { } outputs, Timings: not null } || outputs.Any(output => output is not { Name: not null, Engine: not null } || (output.Bytes is not null && output.ContentType is null))) return false;
        return Request.Steps.All(step => step.Op == "screen" ? answer.Triage is not null : outputs.Any(output => output.Name == step.Name));
    }
}
