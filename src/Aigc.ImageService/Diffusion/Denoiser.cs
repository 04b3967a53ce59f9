using Aigc.ImageService.Diffusion.Components;
using Aigc.ImageService.Diffusion.Noise;
using Aigc.ImageService.Diffusion.Schedulers;

namespace Aigc.ImageService.Diffusion;

/// <summary>One way down: what it starts from and what it is told.</summary>
/// <param name="Latents">[n, channels, h, w]; changed in place.</param>
/// <param name="Without">Conditions of the unguided half; null for no guidance.</param>
internal sealed record Denoising(Scheduler Scheduler, Tensor Latents, IReadOnlyList<ulong> Seeds, UnetConditions With, UnetConditions? Without, double Guidance)
{
    /// <summary>Called after each step with its number and the latents.</summary>
    public Action<int, float[]>? AfterStep { get; init; }
}

/// <summary>Runs the steps. Each picture's noise depends on its seed and the step alone.</summary>
internal sealed class Denoiser(Unet unet)
{
    /// <summary>Streams of noise below it are taken by what comes before the steps.</summary>
    private const int FirstStepStream = 16;

    /// <exception cref="OperationCanceledException">Between two steps or inside one.</exception>
    public void Run(Denoising run, IProgress<DiffusionProgress>? progress, CancellationToken cancellationToken)
    {
        var count = run.Scheduler.Steps.Count;
        using var attending = unet.Attend();
        progress?.Report(new(0, count));
        for (var step = 0; step < count; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stream = FirstStepStream + step;
            var output = Predict(run, step, cancellationToken);
            run.Scheduler.Step(step, run.Latents.Data, output, () => CounterNoise.ForBatch(run.Seeds, stream, run.Latents.Data.Length / run.Seeds.Count));
            run.AfterStep?.Invoke(step, run.Latents.Data);
            progress?.Report(new(step + 1, count));
        }
    }

    private float[] Predict(Denoising run, int step, CancellationToken cancellationToken)
    {
        var (size, scale) = (run.Latents.Data.Length / run.Seeds.Count, run.Scheduler.InputScale(step));
        var output = new float[run.Latents.Data.Length];
        for (var first = 0; first < run.Seeds.Count; first += unet.ItemsPerCall)
        {
            var items = Math.Min(unet.ItemsPerCall, run.Seeds.Count - first);
            var part = run.Latents.Data.AsSpan(first * size, items * size).ToArray();
            for (var i = 0; i < part.Length; i++) part[i] = (float)(part[i] * scale);
            var sample = new Tensor(part, [items, .. run.Latents.Shape[1..]]);
            unet.Predict(sample, run.Scheduler.Steps[step], run.With, run.Without, run.Guidance, cancellationToken).CopyTo(output, first * size);
        }
        return output;
    }
}
