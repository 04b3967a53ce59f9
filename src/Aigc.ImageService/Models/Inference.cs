using Aigc.ImageService.Diffusion.Components;

namespace Aigc.ImageService.Models;

/// <summary>Where the networks of single pictures run, and how many calls go into one run.</summary>
internal sealed record Inference
{
    private const int BatchOnCuda = 8;

    /// <summary>One thread a run: the service works on as many requests as there are cores.</summary>
    public Execution Execution { get; init; } = new() { Provider = Provider.Cpu, Threads = 1 };

    /// <summary>0: eight on CUDA; one on the CPU, where a batch keeps one core busy and the others waiting.</summary>
    public int BatchAtMost { get; init; }

    public TimeSpan BatchWait { get; init; } = TimeSpan.FromMilliseconds(5);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public int BatchFor(string provider) => BatchAtMost > 0 ? BatchAtMost : provider == "cuda" ? BatchOnCuda : 1;
}
