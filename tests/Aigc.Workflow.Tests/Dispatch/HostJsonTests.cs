using Aigc.Runtime.Dispatch;
using Microsoft.Extensions.Configuration;

namespace Aigc.Workflow.Tests.Dispatch;

public sealed class HostJsonTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Without_a_file_the_defaults_of_the_genuine_host_hold()
    {
        var host = HostJson.Read("/none/host.json");

        Assert.Equal(("api", 200, 100), (host.Http.RoutePrefix, host.Http.MaxOutstandingRequests, host.Http.MaxConcurrentRequests));
        Assert.Equal((16, 8, 5, TimeSpan.Zero, TimeSpan.FromMinutes(1)), (host.Queues.BatchSize, host.Queues.Threshold, host.Queues.MaxDequeueCount, host.Queues.VisibilityTimeout, host.Queues.MaxPollingInterval));
    }

    [Fact]
    public void What_the_file_says_counts_and_the_rest_is_left_alone()
    {
        var host = Read("""{ "version": "2.0", /* a word */ "logging": {}, "extensions": { "durableTask": {}, "http": { "routePrefix": "" }, "queues": { "batchSize": 4, "visibilityTimeout": "00:00:30", } } }""");

        Assert.Equal(("", 100, 4, 2, TimeSpan.FromSeconds(30)), (host.Http.RoutePrefix, host.Http.MaxConcurrentRequests, host.Queues.BatchSize, host.Queues.Threshold, host.Queues.VisibilityTimeout));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{ "extensions": { "queues": { "batchSize": 33 } } }""")]
    [InlineData("""{ "extensions": { "queues": { "batchSize": 0 } } }""")]
    [InlineData("""{ "extensions": { "queues": { "newBatchThreshold": -1 } } }""")]
    [InlineData("""{ "extensions": { "queues": { "maxDequeueCount": 0 } } }""")]
    [InlineData("""{ "extensions": { "queues": { "maxPollingInterval": "00:00:00.050" } } }""")]
    [InlineData("""{ "extensions": { "queues": { "visibilityTimeout": "-00:00:01" } } }""")]
    public void A_file_that_cannot_be_meant_is_refused(string json) => Assert.Contains(_path, Assert.Throws<InvalidDataException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Names_in_percent_signs_are_settings()
    {
        var settings = new SettingExpressions(new ConfigurationBuilder().AddInMemoryCollection([new("Queues:In", "in"), new("Stage", "test")]).Build());

        Assert.Equal("in-test", settings.Resolve("f", "%Queues:In%-%Stage%"));
        Assert.Contains("'Queues:Out'", Assert.Throws<InvalidOperationException>(() => settings.Resolve("f", "%Queues:Out%")).Message, StringComparison.Ordinal);
    }

    private HostJson Read(string json)
    {
        File.WriteAllText(_path, json);
        return HostJson.Read(_path);
    }
}
