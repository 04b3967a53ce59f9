using Aigc.Benchmarks;
using Aigc.Benchmarks.Costs;
using Aigc.Benchmarks.Diffusion;
using Aigc.Benchmarks.Engine;
using Aigc.Benchmarks.EngineSafety;
using Aigc.Benchmarks.Facts;
using Aigc.Benchmarks.Feeds;
using Aigc.Benchmarks.Images;
using Aigc.Benchmarks.Prompts;
using Aigc.Benchmarks.Scale;
using Aigc.Benchmarks.Text;

switch (args)
{
    case ["sheet", var folder, var output]: ContactSheet.Draw(folder, output); break;
    case ["images", var folder]: ThroughputBench.Run(folder); break;
    case ["images-all", var folder]:
        // Each in a process of its own: what one leaves in memory is not to be seen in the next.
        foreach (string[] each in (string[][])[["images", folder], ["images-overload", folder, "60"], ["images-memory", folder, "2000"]])
        {
            using var bench = System.Diagnostics.Process.Start(ThisProgram.With(each))!;
            await bench.WaitForExitAsync();
        }
        break;
    case ["images-memory", var folder, var count]: await MemoryBench.RunAsync(folder, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)); break;
    case ["images-overload", var folder, var seconds]: await OverloadBench.RunAsync(folder, int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)); break;
    case ["engine", .. var words]: await EngineBench.RunAsync(words); break;
    case ["engine-safety", .. var parts]: return await EngineSafetyBench.RunAsync(parts);
    case ["engine-restart"]: await RestartBench.RunAsync(); break;
    case ["ingest", var rows]: await IngestBench.RunAsync(int.Parse(rows, System.Globalization.CultureInfo.InvariantCulture)); break;
    case ["million", .. var rest]: await MillionBench.RunAsync(rest is [var items, ..] ? int.Parse(items, System.Globalization.CultureInfo.InvariantCulture) : 1_000_000, images: rest is [_, "images"]); break;
    case ["fairness", .. var parts]: await FairnessBench.RunAsync(parts); break;
    case ["ledger"]: return await LedgerBench.RunAsync();
    case ["ledger-process", var folder, var provider, var process]: await LedgerProcess.RunAsync(folder, new(provider), int.Parse(process, System.Globalization.CultureInfo.InvariantCulture)); break;
    case ["limiter"]: LimiterBench.Run(); break;
    case ["quotes", var seed]: return await QuotesBench.RunAsync(int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture));
    case ["quotes"]: return await QuotesBench.RunAsync(20_261_125);
    case ["lanes"]: return await LanesBench.RunAsync();
    case ["prompts", var count]: await PromptBench.RunAsync(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)); break;
    case ["diffusion"]: DiffusionBench.Run(); break;
    case ["facts", var seed]: await FactsBench.RunAsync(int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture)); break;
    case ["facts"]: await FactsBench.RunAsync(2026); break;
    default: Console.Error.WriteLine($"Usage:\n  {string.Join("\n  ", Commands.All)}"); return 2;
}
return 0;
