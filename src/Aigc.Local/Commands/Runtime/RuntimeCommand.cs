using System.CommandLine;
using Aigc.Local.Hosting;
using Microsoft.DurableTask.Client;

namespace Aigc.Local.Commands.Runtime;

/// <summary>The verbs of an operator: what the durable runtime has under way, and what to do about it.</summary>
internal static class RuntimeCommand
{
    public static Command Create(Option<string> data)
    {
        var command = new Command("runtime", "Looks into the durable runtime. Reading works beside a running host; 'raise', 'terminate' and 'purge' need it stopped.");
        command.Options.Add(data);
        foreach (var verb in (Command[])[List(data), Show(data), Raise(data), Terminate(data), Purge(data), Verify(data), Stats(data)]) command.Subcommands.Add(verb);
        return command;
    }

    private static Command List(Option<string> data)
    {
        var (statuses, prefix) = (Statuses(), Prefix());
        var most = new Option<int>("--most") { Description = "How many lines at most.", DefaultValueFactory = _ => 100 };
        var command = new Command("list", "Lists instances in the order they were created.") { statuses, prefix, most };
        command.SetAction(parse => RuntimeAnswer.Of(PathIn(parse, data), (file, output) => RuntimeReports.List(file, parse.GetValue(prefix)!, parse.GetValue(statuses) ?? [], parse.GetValue(most), output)));
        return command;
    }

    private static Command Show(Option<string> data)
    {
        var id = Id();
        var command = new Command("show", "Shows an instance and its history as a timeline.") { id };
        command.SetAction(parse => RuntimeAnswer.Of(PathIn(parse, data), (file, output) => RuntimeReports.Show(file, parse.GetValue(id)!, output)));
        return command;
    }

    private static Command Verify(Option<string> data)
    {
        var command = new Command("verify", "Checks the file: its pages, and that every history keeps the rules of the engine. Exit code 1 where something is wrong.");
        command.SetAction(parse => RuntimeAnswer.Of(PathIn(parse, data), (_, output) => RuntimeReports.Verify(PathIn(parse, data), output)));
        return command;
    }

    private static Command Stats(Option<string> data)
    {
        var command = new Command("stats", "Counts instances, rows and open calls.");
        command.SetAction(parse => RuntimeAnswer.Of(PathIn(parse, data), (file, output) => RuntimeReports.Stats(file, PathIn(parse, data), output)));
        return command;
    }

    private static Command Raise(Option<string> data)
    {
        var id = Id();
        var name = new Argument<string>("event") { Description = "Its name." };
        var payload = new Argument<string?>("json") { Description = "Its payload.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("raise", "Leaves an event for an instance; it comes when the host starts.") { id, name, payload };
        command.SetAction((parse, _) => RuntimeAnswer.OfAsync(PathIn(parse, data), (runtime, output) => RuntimeChanges.RaiseAsync(runtime, parse.GetValue(id)!, parse.GetValue(name)!, parse.GetValue(payload), output)));
        return command;
    }

    private static Command Terminate(Option<string> data)
    {
        var id = Id();
        var reason = new Option<string?>("--reason") { Description = "Becomes its output." };
        var recursive = new Option<bool>("--recursive") { Description = "Its sub-orchestrations as well." };
        var command = new Command("terminate", "Ends an instance; its parent hears of it when the host starts.") { id, reason, recursive };
        command.SetAction((parse, _) => RuntimeAnswer.OfAsync(PathIn(parse, data), (runtime, output) => RuntimeChanges.TerminateAsync(runtime, parse.GetValue(id)!, parse.GetValue(reason), parse.GetValue(recursive), output)));
        return command;
    }

    private static Command Purge(Option<string> data)
    {
        var (statuses, prefix) = (Statuses(), Prefix());
        var age = new Option<TimeSpan>("--older-than") { Description = "Those alone that ended longer ago, as d.hh:mm:ss.", Required = true };
        var command = new Command("purge", "Removes instances that have ended, with their histories.") { age, statuses, prefix };
        command.SetAction((parse, _) => RuntimeAnswer.OfAsync(PathIn(parse, data), (runtime, output) => RuntimeChanges.PurgeAsync(runtime, parse.GetValue(age), parse.GetValue(statuses) ?? [], parse.GetValue(prefix)!, output)));
        return command;
    }

    private static string PathIn(ParseResult parse, Option<string> data) => LocalHost.RuntimeFileIn(parse.GetValue(data)!);

    private static Argument<string> Id() => new("id") { Description = "Of the instance." };

    private static Option<string> Prefix() => new("--prefix") { Description = "Instances alone whose ids begin so, TENANT: say.", DefaultValueFactory = _ => "" };

    private static Option<OrchestrationRuntimeStatus[]> Statuses() => new("--status") { Description = "Instances of these states alone.", AllowMultipleArgumentsPerToken = true };
}
