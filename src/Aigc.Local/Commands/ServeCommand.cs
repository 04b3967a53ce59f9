using Aigc.Local.Hosting;
using Spectre.Console;

namespace Aigc.Local.Commands;

internal static class ServeCommand
{
    public static async Task<int> RunAsync(LocalOptions options, CancellationToken cancellationToken)
    {
        await using var app = LocalHost.Build(options);
        await app.StartAsync(cancellationToken);
        await LocalKey.EnsureAsync(app, options);
        Announce(app, options);
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCodes.Done;
    }

    public static void Announce(WebApplication app, LocalOptions options)
    {
        var address = LocalHost.AddressOf(app).ToString().TrimEnd('/');
        AnsiConsole.WriteLine($"Serving at {address} (documentation: {address}/api/v1/docs)");
        AnsiConsole.WriteLine($"API key of tenant 'local': {LocalKey.PathIn(options)}");
    }
}
