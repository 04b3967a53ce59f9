using System.Text;
using Aigc.Core.Storage;
using Azure;
using Azure.Storage.Queues;

namespace Aigc.Azure.Storage;

/// <summary>Messages in storage queues, as plain UTF-8.</summary>
internal sealed class AzureWorkQueue(QueueServiceClient service) : IWorkQueue
{
    private const int MostBody = 48 * 1024;

    // A queue forgets its messages after seven days, unless told never to.
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private readonly CreatedOnce<QueueClient> _queues = new(service.GetQueueClient, client => client.CreateIfNotExistsAsync());

    public async Task SendAsync(string queue, string body, TimeSpan? delay = null, CancellationToken cancellationToken = default)
    {
        if (Encoding.UTF8.GetByteCount(body) > MostBody) throw new ArgumentException($"A message is at most {MostBody} bytes.", nameof(body));
        var client = await _queues.GetAsync(queue);
        await client.SendMessageAsync(body, delay is null ? null : WholeSeconds(delay.Value), Forever, cancellationToken);
    }

    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 32);
        var client = await _queues.GetAsync(queue);
        var received = await client.ReceiveMessagesAsync(max, WholeSeconds(visibility), cancellationToken);
        var usable = new List<QueueMessage>(received.Value.Length);
        foreach (var message in received.Value)
        {
            var taken = new QueueMessage(message.MessageId, message.PopReceipt, message.Body.ToString(), (int)message.DequeueCount, message.InsertedOn ?? default);
            if (taken.DequeueCount <= IWorkQueue.MaxDequeueCount) usable.Add(taken);
            else await BuryAsync(queue, taken, cancellationToken);
        }
        return usable;
    }

    public async Task<bool> DeleteAsync(string queue, QueueMessage message, CancellationToken cancellationToken = default)
    {
        var client = await _queues.GetAsync(queue);
        try
        {
            await client.DeleteMessageAsync(message.Id, message.Receipt, cancellationToken);
            return true;
        }
        catch (RequestFailedException stale) when (IsStale(stale))
        {
            return false;
        }
    }

    public async Task<QueueMessage?> RenewAsync(string queue, QueueMessage message, TimeSpan visibility, CancellationToken cancellationToken = default)
    {
        var client = await _queues.GetAsync(queue);
        try
        {
            var renewed = await client.UpdateMessageAsync(message.Id, message.Receipt, message.Body, WholeSeconds(visibility), cancellationToken);
            return message with { Receipt = renewed.Value.PopReceipt };
        }
        catch (RequestFailedException stale) when (IsStale(stale))
        {
            return null;
        }
    }

    public async Task<long> CountAsync(string queue, CancellationToken cancellationToken = default)
    {
        var client = await _queues.GetAsync(queue);
        return (await client.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCountLong;
    }

    // Sent before it is deleted: a crash between the two leaves it twice, never nowhere.
    private async Task BuryAsync(string queue, QueueMessage message, CancellationToken cancellationToken)
    {
        await SendAsync(IWorkQueue.PoisonOf(queue), message.Body, cancellationToken: cancellationToken);
        await DeleteAsync(queue, message, cancellationToken);
    }

    private static bool IsStale(RequestFailedException refused) => refused.Status == 404 || refused.ErrorCode == "PopReceiptMismatch";

    // The service counts in whole seconds; a shorter time than asked for would show the message too early.
    private static TimeSpan WholeSeconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));
}
