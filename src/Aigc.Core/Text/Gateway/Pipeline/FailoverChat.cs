using System.Runtime.CompilerServices;
using Aigc.Contracts.Models;
using Aigc.Core.Text.Photos;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Aigc.Core.Text.Gateway;

/// <summary>
/// Asks the model that was meant; where it is down or busy, those that stand in for it, in order. A model that keeps failing is left alone for a
/// while. Nothing is asked elsewhere once a part of an answer was seen, or where the content itself was refused.
/// </summary>
internal sealed partial class FailoverChat(ModelRegistry models, ModelClients clients, ModelWatch watch, ILogger<FailoverChat> logger) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var all = messages.ToList();
        var line = await LineAsync(all, options!, cancellationToken);
        for (var i = 0; ; i++)
        {
            try
            {
                var response = await watch.SeeAsync(line[i].Id, () => clients.Of(line[i]).GetResponseAsync(all, For(line[i], options!), cancellationToken));
                return response.Served(line[i]);
            }
            catch (Exception failure) when (Next(line, i, failure) is { } next)
            {
                Log.FailedOver(logger, line[i].Id, line[next].Id, failure.Message);
                i = next - 1;
            }
        }
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (updates, model) = await BeginAsync([.. messages], options!, cancellationToken);
        await using (updates)
        {
            var more = true;
            while (more)
            {
                yield return updates.Current.Served(model);
                more = await watch.SeeAsync(model.Id, async () => await updates.MoveNextAsync());
            }
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    // Up to the first part of the answer.
    private async Task<(IAsyncEnumerator<ChatResponseUpdate> Updates, ModelDescriptor Model)> BeginAsync(List<ChatMessage> messages, ChatOptions options, CancellationToken cancellationToken)
    {
        var line = await LineAsync(messages, options, cancellationToken);
        for (var i = 0; ; i++)
        {
            IAsyncEnumerator<ChatResponseUpdate>? updates = null;
            try
            {
                updates = clients.Of(line[i]).GetStreamingResponseAsync(messages, For(line[i], options), cancellationToken).GetAsyncEnumerator(cancellationToken);
                var any = await watch.SeeAsync(line[i].Id, async () => await updates.MoveNextAsync());
                return any ? (updates, line[i]) : throw new TransientException("The model answered nothing.");
            }
            catch (Exception failure)
            {
                if (updates is not null) await updates.DisposeAsync();
                if (Next(line, i, failure) is not { } next) throw;
                Log.FailedOver(logger, line[i].Id, line[next].Id, failure.Message);
                i = next - 1;
            }
        }
    }

    // Who is left alone goes to the end: better asked than nobody.
    private async Task<List<ModelDescriptor>> LineAsync(List<ChatMessage> messages, ChatOptions options, CancellationToken cancellationToken)
    {
        var model = models.Find(options.ModelId!)!;
        var others = await models.FallbacksAsync(options.Call()!.Tenant, model, cancellationToken);
        // Who cannot see what a call shows is no stand-in for it.
        if (Pictures.AreIn(messages)) others = [.. others.Where(other => other.Can(ModelCapability.Vision))];
        return [.. others.Prepend(model).OrderBy(candidate => watch.IsCooling(candidate.Id))];
    }

    /// <summary>Who is asked next; null where nobody else would do better.</summary>
    private static int? Next(List<ModelDescriptor> line, int failed, Exception failure)
    {
        Func<ModelDescriptor, bool>? fits = failure switch
        {
            TransientException or ProblemException { Code: ModelFailures.Unauthorized or ModelFailures.Unavailable } => _ => true,
            ProblemException { Code: ModelFailures.TooLong } => other => other.ContextTokens > line[failed].ContextTokens,
            _ => null,
        };
        if (fits is null) return null;
        var next = line.FindIndex(failed + 1, other => fits(other));
        return next < 0 ? null : next;
    }

    private static ChatOptions For(ModelDescriptor model, ChatOptions options)
    {
        var own = options.Clone();
        own.ModelId = model.Id;
        // Said to the limiter and to the ledger too: nothing is reserved for less than may be written.
        own.MaxOutputTokens = Math.Min(options.MaxOutputTokens ?? model.MaxOutputTokens, model.MaxOutputTokens);
        return own;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Model {Model} failed, {Other} stands in: {Reason}")]
        public static partial void FailedOver(ILogger logger, string model, string other, string reason);
    }
}
