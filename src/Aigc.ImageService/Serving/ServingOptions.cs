using System.ComponentModel.DataAnnotations;
using Aigc.ImageService.Diffusion.Components;

namespace Aigc.ImageService.Serving;

/// <summary>How much the service takes on; section <c>ImageService</c>.</summary>
public sealed class ServingOptions
{
    public const string Section = "ImageService";

    /// <summary>Megabytes of one request at the most: a body of 40 and three fetched pictures of 20.</summary>
    internal const int LargestRequest = 100;

    /// <summary>Callers send one of these as <c>x-api-key</c>; several, so that one can be replaced while the other is still in use. Without any the service starts in Development only.</summary>
    public IList<string> Keys { get; } = [];

    /// <summary>Requests worked on at once. Default 0: one a core.</summary>
    [Range(0, 256)] public int AtOnce { get; set; }

    /// <summary>Requests waiting behind them.</summary>
    [Range(0, 10_000)] public int Waiting { get; set; } = 64;

    /// <summary>Megabytes of bodies, and of pictures fetched for them, that the whole line may hold.</summary>
    [Range(LargestRequest, 65_536)] public int BodyMegabytes { get; set; } = 512;

    /// <summary>Share of the line, of its places and its bytes, that one key may take, in percent. The only key there is may take all.</summary>
    [Range(1, 100)] public int PerKeyPercent { get; set; } = 75;

    /// <summary>Megapixels of all pictures held at once: sources, and what is made of them. A request that needs more than all is worked on alone.</summary>
    [Range(50, 10_000)] public int Megapixels { get; set; } = 200;

    /// <summary>How long a request is waited for before it is answered by 202 and a job.</summary>
    [Range(1, 230)] public int SyncSeconds { get; set; } = 100;

    /// <summary>How long a body may take to arrive.</summary>
    [Range(1, 600)] public int BodySeconds { get; set; } = 30;

    /// <summary>How long a finished job can be asked for.</summary>
    [Range(1, 1_440)] public int KeepMinutes { get; set; } = 15;

    /// <summary>Megabytes of results that are kept for that; the oldest go first.</summary>
    [Range(16, 65_536)] public int KeepMegabytes { get; set; } = 256;

    /// <summary>Folder of the operator's own models, one folder a model; null: none.</summary>
    public string? ModelFolder { get; set; }

    /// <summary>Blob container whose files are copied into <see cref="ModelFolder"/> before the service starts: its address, bare (the managed identity of the container signs in) or with a signature that allows to read and to list. Null: none.</summary>
    public Uri? ModelContainer { get; set; }

    /// <summary>Folder of the pictures that <c>images:rehost</c> takes over, such as a mounted share. Null, and no <see cref="AssetContainer"/>: it is not offered.</summary>
    public string? AssetFolder { get; set; }

    /// <summary>The same as a blob container: its address, bare (the managed identity of the container signs in) or with a signature that allows to read and to create, which is a secret.</summary>
    public Uri? AssetContainer { get; set; }

    /// <summary>Folder of the operator's own scene templates, one JSON file each, its picture beside it. Null: none.</summary>
    public string? SceneFolder { get; set; }

    /// <summary>Blob container whose files are copied into <see cref="SceneFolder"/> before the service starts, as <see cref="ModelContainer"/>.</summary>
    public Uri? SceneContainer { get; set; }

    /// <summary>Where networks run: <c>Auto</c> (CUDA where this build and machine have it), <c>Cpu</c> or <c>Cuda</c>.</summary>
    public Provider Provider { get; set; }

    /// <summary>Threads of one painting network on the CPU. Default 0: one a core.</summary>
    [Range(0, 256)] public int PaintingThreads { get; set; }

    /// <summary>
    /// Pictures that go through a network in one run, of one request or of several. Default 0: eight on CUDA, four where they are painted; one on the
    /// CPU, where a batch gains nothing.
    /// </summary>
    [Range(0, 32)] public int BatchAtMost { get; set; }

    /// <summary>Milliseconds that a call waits for others to run with it; none where it is alone.</summary>
    [Range(0, 10)] public int BatchMilliseconds { get; set; } = 5;

    /// <summary>Requests worked on at once, as resolved.</summary>
    internal int Slots => AtOnce > 0 ? AtOnce : Environment.ProcessorCount;

    /// <summary>Share of the line that one key may take, as resolved, 0 to 1.</summary>
    internal double KeyShare => Keys.Count > 1 ? PerKeyPercent / 100.0 : 1;

    /// <summary>Where networks run, as the options say.</summary>
    internal Execution Execution(int threads, TimeProvider time, ServingMetrics metrics) => new()
    {
        Provider = Provider,
        Threads = threads,
        ItemsPerCall = BatchAtMost > 0 ? BatchAtMost : null,
        BatchWait = TimeSpan.FromMilliseconds(BatchMilliseconds),
        Time = time,
        Ran = metrics.Ran,
    };
}
