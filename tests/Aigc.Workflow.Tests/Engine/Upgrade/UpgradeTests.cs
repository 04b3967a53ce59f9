using Aigc.Runtime.Engine;
using Aigc.Runtime.Operations;
using Microsoft.Data.Sqlite;

namespace Aigc.Workflow.Tests.Engine.Upgrade;

/// <summary>State that an earlier version wrote goes on in this one.</summary>
public sealed class UpgradeTests
{
    public static TheoryData<string> Recorded => [.. Files];

    private static IEnumerable<string> Files => Directory.GetFiles(Folder, "*.db").Select(file => Path.GetFileName(file)).Order();

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Engine", "Upgrade");

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task What_was_under_way_in_a_recorded_file_finishes(string file)
    {
        await using var host = await OpenAsync(file);

        foreach (var id in new[] { "waiting", "large", "kid" }) await host.Client.RaiseEventAsync(id, "go", "two");
        await host.Client.ResumeInstanceAsync("suspended");

        Assert.Equal("one two!", (await host.EndAsync("waiting")).ReadOutputAs<string>());
        Assert.Equal(new string('x', 2_000) + "two!", (await host.EndAsync("large")).ReadOutputAs<string>());
        Assert.Equal("from the kid two!", (await host.EndAsync("parent")).ReadOutputAs<string>());
        Assert.Equal("kept while it slept!", (await host.EndAsync("suspended")).ReadOutputAs<string>());
        Assert.Equal("rested", (await host.EndAsync("napping", step: TimeSpan.FromMinutes(20))).ReadOutputAs<string>());
        Assert.Equal("done and gone!", (await host.EndAsync("ended")).ReadOutputAs<string>());
        Assert.Empty(FileCheck.Run(host.Database));
    }

    [Fact]
    public void Every_schema_has_a_recorded_file() => Assert.Equal(Enumerable.Range(1, EngineStore.SchemaVersion).Select(version => $"schema-{version}.db"), Files);

    [Fact]
    public void A_file_is_brought_forward_step_by_step_and_older_versions_then_refuse_it()
    {
        var file = CopyOf("schema-1.db");
        string[] later = ["ALTER TABLE instances ADD COLUMN note TEXT NOT NULL DEFAULT 'kept'", "CREATE TABLE extra (id INTEGER PRIMARY KEY)"];

        TakeOver(new EngineStore(file, migrations: [later[0]]));
        TakeOver(new EngineStore(file, migrations: later));

        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            Assert.Equal(3, EngineStore.SchemaOf(connection));
            Assert.Equal(7, EngineStore.Scalar(connection, "SELECT count(*) FROM instances WHERE note = 'kept'"));
            Assert.Equal(0, EngineStore.Scalar(connection, "SELECT count(*) FROM extra"));
        }
        Assert.Contains("written by a newer version", Assert.Throws<InvalidOperationException>(() => TakeOver(new EngineStore(file, migrations: [later[0]]))).Message, StringComparison.Ordinal);
        Assert.Contains("written by a newer version", Assert.Throws<InvalidOperationException>(() => new RuntimeFile(file)).Message, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public void A_file_that_is_no_runtime_is_said_to_be_none()
    {
        var file = Path.GetTempFileName();

        Assert.Contains("not one of the runtime", Assert.Throws<InvalidOperationException>(() => new RuntimeFile(file)).Message, StringComparison.Ordinal);
        File.Delete(file);
    }

    private static void TakeOver(EngineStore store)
    {
        using var connection = store.Open();
        store.TakeOver(connection);
    }

    private static async Task<EngineHost> OpenAsync(string file)
    {
        var host = await EngineHost.StartAsync(RecordedState.Register);
        await host.CrashAsync();
        File.Copy(Path.Combine(Folder, file), host.Database, overwrite: true);
        await host.StartAsync();
        return host;
    }

    private static string CopyOf(string file)
    {
        var copy = Path.Combine(Path.GetTempPath(), $"aigc-{Guid.NewGuid():N}.db");
        File.Copy(Path.Combine(Folder, file), copy);
        return copy;
    }
}
