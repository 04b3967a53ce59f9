using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.AI.ContentSafety;

/// <summary>Adds the subscription key on each try, so that a rotated key is picked up.</summary>
internal sealed class KeyPolicy(AzureKeyCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
        => message.Request.Headers.SetValue("Ocp-Apim-Subscription-Key", credential.Key);
}
