using System.Net;
using System.Text.Json;
using Aigc.Core.Delivery;
using Aigc.Core.Webhooks;
using Aigc.Testing.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Core.Tests.Delivery;

public sealed class OutboxRelayTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 14, 9, 26, 53, TimeSpan.Zero));
    private readonly InMemoryRecordStore _records = new();
    private readonly InMemoryWorkQueue _queue = new();
    private readonly Receiver _receiver = new();

    private Outbox Outbox => new(_records);
    private WebhookSecrets Secrets => new(_records, _time);
    private OutboxRelay Relay => new(Outbox, new WebhookSender(_receiver, Secrets, new WebhookEndpoints(_records), _time), _queue, _time);

    [Fact]
    public async Task An_event_is_sent_once_signed_so_that_the_receiver_can_verify_it()
    {
        await AddAsync("e1");
        await AddAsync("e1");

        await Relay.RunOnceAsync();
        await Relay.RunOnceAsync();

        var call = Assert.Single(_receiver.Calls);
        var headers = new WebhookHeaders(call.Headers["webhook-id"], call.Headers["webhook-timestamp"], call.Headers["webhook-signature"]);
        var active = await Secrets.ActiveAsync("acme", WebhookSecrets.Outgoing);
        Assert.Equal("e1", StandardWebhook.Verify(headers, call.Body, active, _time.GetUtcNow()));
    }

    [Fact]
    public async Task What_fails_is_tried_again_on_the_schedule_and_given_up_at_its_end()
    {
        _receiver.Answer = () => new(HttpStatusCode.InternalServerError);
        await AddAsync("e1");

        await Relay.RunOnceAsync();
        await Relay.RunOnceAsync();
        Assert.Single(_receiver.Calls);
        _time.Advance(TimeSpan.FromSeconds(7));
        await Relay.RunOnceAsync();
        Assert.Equal(2, _receiver.Calls.Count);
        for (var day = 0; day < 12; day++)
        {
            _time.Advance(TimeSpan.FromDays(1.5));
            await Relay.RunOnceAsync();
        }

        Assert.Equal(RetrySchedule.Attempts, _receiver.Calls.Count);
        Assert.Equal("e1", Assert.Single(await Outbox.DeadAsync("acme")).Id);
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_is_not_followed()
    {
        _receiver.Answer = () => new(HttpStatusCode.Redirect) { Headers = { Location = new("https://elsewhere.test/") } };
        await AddAsync("e1");

        await Relay.RunOnceAsync();

        Assert.Single(_receiver.Calls);
        Assert.NotEmpty((await Outbox.WaitingAsync(null, default)).Records);
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_is_not_called_again()
    {
        _receiver.Answer = () => new(HttpStatusCode.Gone);
        await AddAsync("e1");
        await Relay.RunOnceAsync();
        _receiver.Answer = () => new(HttpStatusCode.OK);

        await AddAsync("e2");
        await Relay.RunOnceAsync();

        Assert.Single(_receiver.Calls);
    }

    [Fact]
    public async Task A_crash_between_send_and_mark_sends_again_under_the_same_id()
    {
        _receiver.Answer = () => throw new InvalidOperationException("the process dies here");
        await AddAsync("e1");
        await Assert.ThrowsAnyAsync<Exception>(() => Relay.RunOnceAsync());
        _receiver.Answer = () => new(HttpStatusCode.OK);

        _time.Advance(TimeSpan.FromMinutes(2));
        await Relay.RunOnceAsync();

        Assert.Equal(["e1", "e1"], _receiver.Calls.Select(call => call.Headers["webhook-id"]));
    }

    [Fact]
    public async Task A_batch_event_lies_in_the_queue_as_a_cloud_event_once()
    {
        await AddAsync("e1", "aigc.batch.completed");
        await Relay.RunOnceAsync();
        await Relay.RunOnceAsync();

        var message = Assert.Single(await _queue.ReceiveAsync(OutboxRelay.Queue, 10, TimeSpan.FromMinutes(1)));
        using var cloudEvent = JsonDocument.Parse(message.Body);
        Assert.Equal(("1.0", "aigc.batch.completed"), (cloudEvent.RootElement.GetProperty("specversion").GetString(), cloudEvent.RootElement.GetProperty("type").GetString()));
    }

    private Task AddAsync(string id, string type = "review.requested") =>
        Outbox.AddAsync("acme", new OutgoingEvent(id, type, _time.GetUtcNow(), JsonSerializer.SerializeToElement(new { batchId = "b1" })) { WebhookUrl = "https://hooks.test/aigc", Subject = "b1" });

    /// <summary>The other side of the guarded client.</summary>
    private sealed class Receiver : HttpMessageHandler, IHttpClientFactory
    {
        public List<(Dictionary<string, string> Headers, byte[] Body)> Calls { get; } = [];

        public Func<HttpResponseMessage> Answer { get; set; } = () => new(HttpStatusCode.OK);

        public HttpClient CreateClient(string name) => name == WebhookSender.Client ? new(this, disposeHandler: false) : throw new InvalidOperationException($"Unexpected client '{name}'.");

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls.Add((request.Headers.ToDictionary(header => header.Key, header => string.Join(' ', header.Value)), await request.Content!.ReadAsByteArrayAsync(cancellationToken)));
            return Answer();
        }
    }
}
