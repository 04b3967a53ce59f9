using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Diffusion.Schedulers;

/// <summary>Multistep sampling of latent consistency models (Luo et al. 2023, algorithm 3).</summary>
internal sealed class LcmScheduler(SchedulerConfig config, int steps, double strength) : Scheduler(Visited(config, steps, strength), config.Prediction)
{
    private const double DataSigma = 0.5;
    private readonly NoiseSchedule _schedule = new(config);

    public override void Step(int step, Span<float> latents, ReadOnlySpan<float> output, Func<float[]> noise)
    {
        var (alpha, sigma) = Level(step);
        var scaled = Steps[step] * config.TimestepScaling;
        var skip = DataSigma * DataSigma / ((scaled * scaled) + (DataSigma * DataSigma));
        var outer = scaled / Math.Sqrt((scaled * scaled) + (DataSigma * DataSigma));
        var last = step + 1 == Steps.Count;
        var (signal, level) = last ? (1, 0) : Level(step + 1);
        var random = last ? null : noise();
        for (var i = 0; i < latents.Length; i++)
        {
            var denoised = (outer * Predicted(latents[i], output[i], alpha, sigma)) + (skip * latents[i]);
            latents[i] = (float)((signal * denoised) + (random is null ? 0 : level * random[i]));
        }
    }

    protected override (double Signal, double Noise) Level(int step) => _schedule.Signal((int)Steps[step]) is var share ? (Math.Sqrt(share), Math.Sqrt(1 - share)) : default;

    private static double[] Visited(SchedulerConfig config, int steps, double strength)
    {
        var origin = (int)(config.OriginalSteps * strength);
        if (steps < 1 || steps > origin) throw new ImageProblemException("request-invalid", $"{steps} steps: 1 to {origin} are taken at this strength.", 422);
        var ratio = config.TrainSteps / config.OriginalSteps;
        return [.. Enumerable.Range(0, steps).Select(i => (double)(((origin - (int)((long)i * origin / steps)) * ratio) - 1))];
    }
}
