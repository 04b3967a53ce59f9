using Aigc.Contracts.Batches;
using Aigc.Local.Client;
using Aigc.Local.Hosting;
using Aigc.Local.Samples;
using Spectre.Console;

namespace Aigc.Local.Commands;

internal sealed record ProduceOptions(FileInfo? Feed, FileInfo? Recipe, DirectoryInfo? Output, Approval Approve, bool Serve);

/// <summary>One feed from hand-in to files, over the product's own HTTP API.</summary>
internal static class ProduceCommand
{
    public static async Task<int> RunAsync(ProduceOptions options, LocalOptions local, CancellationToken cancellationToken)
    {
        if (options.Feed is { Exists: false } feed) return Refuse($"There is no feed '{feed.FullName}'.");
        if (options.Recipe is { Exists: false } recipe) return Refuse($"There is no recipe '{recipe.FullName}'.");
        await using var app = LocalHost.Build(local);
        await app.StartAsync(cancellationToken);
        using var api = new BatchApi(LocalHost.AddressOf(app), await LocalKey.EnsureAsync(app, local));
        var code = await ProduceAsync(api, options, local, cancellationToken);
        if (options.Serve)
        {
            ServeCommand.Announce(app, local);
            await app.WaitForShutdownAsync(cancellationToken);
        }
        await app.StopAsync(CancellationToken.None);
        return code;
    }

    private static async Task<int> ProduceAsync(BatchApi api, ProduceOptions options, LocalOptions local, CancellationToken cancellationToken)
    {
        var watch = TimeProvider.System.GetTimestamp();
        try
        {
            var feed = options.Feed?.FullName ?? await SampleCatalogue.WriteAsync(Path.Combine(local.DataFolder, "samples"), cancellationToken);
            var batch = await api.SubmitAsync(feed, options.Recipe?.FullName, cancellationToken);
            AnsiConsole.WriteLine($"Batch {batch.Id}: {Path.GetFileName(feed)}");
            batch = await new BatchFollower(api, options.Approve).FollowAsync(batch, cancellationToken);
            var output = options.Output?.FullName ?? Path.Combine(Environment.CurrentDirectory, "aigc-out", batch.Id);
            if (batch.State == BatchState.Completed) await api.DownloadAsync(batch, output, cancellationToken);
            await Summary.WriteAsync(api, batch, output, TimeProvider.System.GetElapsedTime(watch), cancellationToken);
            return ExitCodes.Of(batch);
        }
        catch (ApiException refused)
        {
            return Refuse(refused.Message);
        }
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return ExitCodes.NotUsable;
    }
}
