using System.Text;
using Aigc.Contracts.Batches;

namespace Aigc.EndToEnd.Tests;

/// <summary>The operator's verbs on the data of the real product, beside its host and after it was killed.</summary>
public sealed class RuntimeCommandTests
{
    [Fact]
    public async Task An_operator_sees_a_batch_finds_nothing_wrong_and_changes_nothing_while_the_host_runs()
    {
        await using var local = await LocalProcess.ServeAsync();
        var batch = await local.Http.SubmitAsync("products.csv", Encoding.UTF8.GetBytes("id,title,description,brand,product_type\np1,Trail Mug,A steel mug with a lid.,Kestrel,Mugs\n"), "first");
        await local.Http.FollowAsync(batch.Id, BatchState.Completed);

        var (_, list) = await RunAsync(local, "list");
        var (_, show) = await RunAsync(local, "show", $"local:{batch.Id}");
        var refused = await RunAsync(local, "terminate", $"local:{batch.Id}");
        await local.KillAsync();
        var (verified, said) = await RunAsync(local, "verify");
        var (_, stats) = await RunAsync(local, "stats");
        var unknown = await RunAsync(local, "raise", "nobody", "go", "{}");

        Assert.Contains("ProduceBatch", list, StringComparison.Ordinal);
        Assert.Contains("activity completed", show, StringComparison.Ordinal);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("A host runs", refused.Output, StringComparison.Ordinal);
        Assert.True(verified == 0, said);
        Assert.Contains("No host runs", stats, StringComparison.Ordinal);
        Assert.Equal((2, "There is no instance 'nobody' under way."), (unknown.ExitCode, unknown.Output.Trim()));
    }

    [Fact]
    public async Task A_folder_without_a_runtime_is_refused_in_one_sentence()
    {
        var (code, output) = await LocalProcess.RunAsync("runtime", "stats", "--data", Path.Combine(Path.GetTempPath(), "aigc-nothing-here"));

        Assert.Equal(2, code);
        Assert.StartsWith("There is no runtime file", output, StringComparison.Ordinal);
        Assert.Single(output.Trim().Split('\n'));
    }

    private static Task<(int ExitCode, string Output)> RunAsync(LocalProcess local, params string[] arguments) => LocalProcess.RunAsync(["runtime", .. arguments, "--data", local.Data]);
}
