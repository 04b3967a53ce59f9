using System.ClientModel;
using Aigc.Core.Text;
using Microsoft.Extensions.AI;

namespace Aigc.Azure.Text;

/// <summary>The provider's failures in the product's two kinds: what may pass, with how long it asks to wait, and what will not.</summary>
internal sealed class NormalisedFailures(IChatClient inner) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var response = await base.GetResponseAsync(messages, options, cancellationToken);
            if (response.FinishReason == ChatFinishReason.ContentFilter) throw Refused("The model's filter stopped the answer.");
            return response.WrittenBy(AzureOpenAiServices.Provider);
        }
        catch (ClientResultException failure)
        {
            throw Normalise(failure);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientException("The model took too long.", late);
        }
        catch (AggregateException down)
        {
            throw new TransientException("The model cannot be reached.", down);
        }
        catch (HttpRequestException down)
        {
            throw new TransientException("The model cannot be reached.", down);
        }
    }

    private static Exception Normalise(ClientResultException failure) => failure.Status switch
    {
        0 or 408 or 429 or >= 500 => new TransientException($"The model answered {failure.Status}.", failure, RetryAfter(failure)) { NothingDone = failure.Status is 429 or 500 or 503 },
        400 when failure.Message.Contains("content_filter", StringComparison.OrdinalIgnoreCase) => Refused("The model's filter refused the prompt."),
        401 or 403 => new ProblemException("model-unauthorized", "The model refuses the credentials of this host.", 502),
        _ => new ProblemException("model-refused", $"The model answered {failure.Status}.", 502),
    };

    private static ProblemException Refused(string message) => new("content-refused", message, 422);

    private static TimeSpan? RetryAfter(ClientResultException failure) =>
        failure.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var value) == true && int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
