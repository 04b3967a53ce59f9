using Microsoft.Data.Sqlite;

namespace Aigc.Workflow.Tests.Engine;

public sealed class PayloadTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_large_payload_makes_the_round_trip_unchanged(bool replayAlways)
    {
        var large = new string('ü', 200_000);
        await using var host = await EngineHost.StartAsync(
            tasks => tasks.AddOrchestratorFunc<string, string>("Pass", (context, text) => context.CallActivityAsync<string>("Echo", text)).AddActivityFunc<string, string>("Echo", (_, text) => text),
            options => options.ReplayAfterEveryEpisode = replayAlways);

        Assert.Equal(large, await host.ResultAsync<string>("Pass", large));
    }

    [Fact]
    public async Task And_is_kept_once_however_often_it_occurs()
    {
        var large = new string('x', 100_000);
        await using var host = await EngineHost.StartAsync(
            tasks => tasks.AddOrchestratorFunc<string, string>("Pass", async (context, text) => (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => context.CallActivityAsync<string>("Echo", text))))[0]).AddActivityFunc<string, string>("Echo", (_, text) => text));

        await host.ResultAsync<string>("Pass", large);

        Assert.Equal(1L, Scalar(host, "SELECT count(*) FROM payloads"));
        Assert.True(Scalar(host, "SELECT max(length(data)) FROM history") < 200);
    }

    private static long Scalar(EngineHost host, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={host.Database}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
