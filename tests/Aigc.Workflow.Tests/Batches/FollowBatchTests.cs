using System.Text;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Recipes;
using Aigc.Contracts.Reviews;
using Aigc.Core;
using Aigc.Core.Batches;
using Aigc.Core.Storage;
using Aigc.Core.Tenants;
using Aigc.Functions;
using Aigc.Functions.Http;
using Aigc.Testing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Workflow.Tests.Batches;

/// <summary>The event stream of one batch, on a clock of the test.</summary>
public sealed class FollowBatchTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _time = new();
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly CancellationTokenSource _gone = new();
    private readonly MemoryStream _sent = new();
    private readonly OpenStreams _streams;
    private WatchedRecordStore? _looked;
    private ServiceProvider? _services;
    private BatchApp? _app;
    private Batch? _batch;

    public FollowBatchTests() => _streams = new(Options.Create(new StreamOptions { PerTenant = 1 }), _lifetime, _time);

    public async Task InitializeAsync()
    {
        _app = await BatchApp.StartAsync();
        // The stream looks at the records past those who work on the batch, so that its looks can be counted.
        _looked = new(_app.Records);
        var services = new ServiceCollection().AddLogging().AddSingleton<IRecordStore>(_looked).AddSingleton<IBlobStore>(_app.Blobs);
        _services = services.AddAigc(new ConfigurationBuilder().Build()).BuildServiceProvider();
        _batch = await _app.UntilAsync(await _app.SubmitAsync(Recipes.Products(2), Recipes.Default with { Trial = new TrialPlan(1) }), BatchState.AwaitingTrial);
    }

    public async Task DisposeAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
        await _services!.DisposeAsync();
        await _app!.DisposeAsync();
    }

    [Fact]
    public async Task A_stream_of_a_batch_that_waits_for_a_person_reads_one_record_every_five_seconds()
    {
        var following = Follow();
        Pass(TimeSpan.FromMinutes(2));
        var (reads, sent) = (_looked!.Reads, Sent("still here"));

        Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(12, _looked.Reads - reads);
        Assert.Equal(4, Sent("still here") - sent);
        Assert.Equal(1, Sent("event: progress"));
        Assert.False(following.IsCompleted);
    }

    [Fact]
    public async Task News_are_sent_and_the_stream_ends_with_the_batch()
    {
        var following = Follow();

        await _app!.DecideAsync(_batch!, Gate.Trial, Verdict.Approve);
        await _app.UntilAsync(_batch!, BatchState.Completed);
        Pass(TimeSpan.FromSeconds(5));

        await following;
        Assert.Contains("\"state\":\"completed\"", Encoding.UTF8.GetString(_sent.ToArray()), StringComparison.Ordinal);
        AssertRoomAgain();
    }

    [Fact]
    public async Task A_listener_that_goes_away_ends_the_stream_at_once()
    {
        var following = Follow();

        await _gone.CancelAsync();

        // A store may or may not heed the token: the stream ends with an exception or without.
        await Task.WhenAny(following).WaitAsync(TimeSpan.FromSeconds(20));
        AssertRoomAgain();
    }

    [Fact]
    public async Task A_stream_ends_in_good_order_before_the_host_would_stop_the_function()
    {
        var following = Follow();

        Pass(TimeSpan.FromMinutes(20) - Second);
        Assert.False(following.IsCompleted);
        Pass(Second);

        await following;
        AssertRoomAgain();
    }

    [Fact]
    public async Task A_host_that_stops_ends_its_streams_in_good_order()
    {
        var following = Follow();

        _lifetime.StopApplication();

        await following;
        AssertRoomAgain();
    }

    // Without the context of the tests, so that each step of time runs all that it sets off before it returns.
    private Task Follow()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        var http = new DefaultHttpContext { RequestAborted = _gone.Token, Response = { Body = _sent } };
        http.Items[typeof(Caller)] = new Caller(BatchApp.Tenant, "test", new HashSet<Role>());
        var functions = new BatchEventFunctions(_services!.GetRequiredService<BatchService>(), _streams, _time);
        var following = functions.FollowBatch(http.Request, _batch!.Id, CancellationToken.None);
        Assert.Null(_streams.Open(BatchApp.Tenant));
        return following;
    }

    private void Pass(TimeSpan time)
    {
        for (var end = _time.GetUtcNow() + time; _time.GetUtcNow() < end;) _time.Advance(Second);
    }

    private int Sent(string line) => Encoding.UTF8.GetString(_sent.ToArray()).Split('\n').Count(sent => sent.Contains(line, StringComparison.Ordinal));

    private void AssertRoomAgain()
    {
        using var room = _streams.Open(BatchApp.Tenant);
        Assert.NotNull(room);
    }
}
