using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Aigc.Azure.Storage;

/// <summary>
/// Around the client's own retries: what is still busy or unreachable after them becomes a <see cref="TransientException"/>, the one kind of
/// failure that the product tries again later.
/// </summary>
internal sealed class TransientFailurePolicy : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            ProcessNext(message, pipeline);
        }
        catch (Exception failure) when (IsTransport(failure))
        {
            throw Unreachable(failure);
        }
        Check(message);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch (Exception failure) when (IsTransport(failure))
        {
            throw Unreachable(failure);
        }
        Check(message);
    }

    // Status 0: no answer came; several tries without an answer come as one AggregateException.
    private static bool IsTransport(Exception failure) => failure is RequestFailedException { Status: 0 } or AggregateException;

    private static TransientException Unreachable(Exception failure) => new("The storage account does not answer.", failure);

    private static void Check(HttpMessage message)
    {
        if (message.HasResponse && message.Response.Status is 408 or 429 or >= 500)
            throw new TransientException($"The storage account is busy ({message.Response.Status} {message.Response.ReasonPhrase}).");
    }
}
