namespace Aigc.ImageService.Diffusion.Components;

public enum Provider
{
    /// <summary>CUDA where this build and machine have it, the CPU otherwise.</summary>
    Auto,
    Cpu,
    Cuda,
}

/// <summary>Where networks run and with how much.</summary>
internal sealed record Execution
{
    public Provider Provider { get; init; } = Provider.Auto;

    /// <summary>Threads of one network on the CPU; 0 takes one for each core.</summary>
    public int Threads { get; init; }

    public int DeviceId { get; init; }

    /// <summary>Most memory of the GPU, in bytes, for one network; null for no limit.</summary>
    public long? GpuMemory { get; init; }

    /// <summary>
    /// Pictures that go through a network in one call, of one request or of several. One on the CPU by default, where more gain nothing and where
    /// equal shapes are what makes a picture the same bytes in any batch; several on CUDA, where a picture then is the same to the eye.
    /// </summary>
    public int? ItemsPerCall { get; init; }

    /// <summary>The longest that a call waits for those of other requests.</summary>
    public TimeSpan BatchWait { get; init; } = TimeSpan.FromMilliseconds(5);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Is told how many pictures went through a network in one call.</summary>
    public Action<int>? Ran { get; init; }
}
