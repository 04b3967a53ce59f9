using System.CommandLine;
using Aigc.Local.Commands.Runtime;
using Aigc.Local.Hosting;

namespace Aigc.Local.Commands;

/// <summary>The command line.</summary>
internal static class AigcCommand
{
    public static RootCommand Create()
    {
        var root = new RootCommand("""
            AIGC mass production for e-commerce, in one process on this machine.

            Exit codes of 'produce': 0 all produced; 1 finished, with failed items or bad rows; 2 the command or its input is not usable;
            3 the batch failed or was cancelled; 4 it waits for people.
            """);
        root.Subcommands.Add(Serve());
        root.Subcommands.Add(Produce());
        root.Subcommands.Add(Samples());
        root.Subcommands.Add(RuntimeCommand.Create(RecursiveData()));
        return root;
    }

    private static Command Serve()
    {
        var (urls, data) = (Url(), Data());
        var command = new Command("serve", "Serves the API, the image service and the documentation page until it is stopped.") { urls, data };
        command.SetAction((parse, cancellationToken) => ServeCommand.RunAsync(new(parse.GetValue(urls)!, parse.GetValue(data)!), cancellationToken));
        return command;
    }

    private static Command Produce()
    {
        var feed = new Argument<FileInfo?>("feed") { Description = "CSV, TSV, JSONL, XLSX or Parquet; relative image links are found beside it. Without one: the drawn sample catalogue.", Arity = ArgumentArity.ZeroOrOne };
        var recipe = new Option<FileInfo?>("--recipe") { Description = "JSON recipe; without one: attributes, title, five selling points, description, white-background and scene image." };
        var output = new Option<DirectoryInfo?>("--out") { Description = "Where results go. Default: aigc-out/BATCH in the current folder." };
        var approve = new Option<Approval>("--approve") { Description = "What to do with items that wait for a person.", DefaultValueFactory = _ => Approval.Ask };
        var keep = new Option<bool>("--serve") { Description = "Go on serving when the batch is done." };
        var (urls, data) = (Url(), Data());
        var command = new Command("produce", "Produces one feed and writes its results.") { feed, recipe, output, approve, keep, urls, data };
        command.SetAction((parse, cancellationToken) => ProduceCommand.RunAsync(
            new(parse.GetValue(feed), parse.GetValue(recipe), parse.GetValue(output), parse.GetValue(approve), parse.GetValue(keep)),
            new(parse.GetValue(keep) ? parse.GetValue(urls)! : "http://127.0.0.1:0", parse.GetValue(data)!), cancellationToken));
        return command;
    }

    private static Command Samples()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Where to draw them." };
        var command = new Command("samples", "Draws the sample catalogue and its recipes into a folder.") { folder };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await Aigc.Local.Samples.SampleCatalogue.WriteAsync(parse.GetValue(folder)!.FullName, cancellationToken);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Option<string> Url() => new("--urls") { Description = "Loopback address to listen on.", DefaultValueFactory = _ => LocalOptions.DefaultUrl };

    private static Option<string> RecursiveData()
    {
        var data = Data();
        data.Recursive = true;
        return data;
    }

    private static Option<string> Data() => new("--data") { Description = "Data folder. Default: AIGC_DATA, else .aigc in the current folder.", DefaultValueFactory = _ => LocalOptions.DefaultDataFolder };
}
