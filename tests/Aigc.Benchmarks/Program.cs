using Aigc.Benchmarks.Diffusion;
using Aigc.Benchmarks.Engine;
using Aigc.Benchmarks.Feeds;
using Aigc.Benchmarks.Images;

switch (args)
{
    case ["sheet", var folder, var output]: ContactSheet.Draw(folder, output); break;
    case ["engine"]: await EngineBench.RunAsync(); break;
    case ["ingest", var rows]: await IngestBench.RunAsync(int.Parse(rows, System.Globalization.CultureInfo.InvariantCulture)); break;
    case ["diffusion"]: DiffusionBench.Run(); break;
    default: Console.Error.WriteLine("Usage: sheet FOLDER OUT.png | engine | ingest ROWS | diffusion"); return 2;
}
return 0;
