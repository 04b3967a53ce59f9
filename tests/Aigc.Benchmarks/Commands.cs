namespace Aigc.Benchmarks;

/// <summary>What can be measured, as it is asked for.</summary>
internal static class Commands
{
    public static readonly IReadOnlyList<string> All =
    [
        "diffusion",
        "engine [WORD...]",
        "engine-restart",
        "engine-safety [PART[=NUMBER]...]",
        "facts [SEED]",
        "fairness [slow|instant|share...]",
        "images FOLDER",
        "images-all FOLDER",
        "images-memory FOLDER COUNT",
        "images-overload FOLDER SECONDS",
        "ingest ROWS",
        "lanes",
        "ledger",
        "limiter",
        "million [N [images]]",
        "prompts COUNT",
        "quotes [SEED]",
        "sheet FOLDER OUT.png",
    ];
}
