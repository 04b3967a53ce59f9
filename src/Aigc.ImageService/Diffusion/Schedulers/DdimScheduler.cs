namespace Aigc.ImageService.Diffusion.Schedulers;

/// <summary>Denoising diffusion implicit models (Song et al. 2021, eq. 12 and 16).</summary>
internal sealed class DdimScheduler(SchedulerConfig config, int steps, double strength, double eta)
    : Scheduler(Timesteps.Last(Timesteps.Of(config, steps), strength), config.Prediction)
{
    private readonly NoiseSchedule _schedule = new(config);

    public override void Step(int step, Span<float> latents, ReadOnlySpan<float> output, Func<float[]> noise)
    {
        var (now, next) = (Signal((int)Steps[step]), Signal((int)Steps[step] - (config.TrainSteps / steps)));
        var (alpha, sigma) = (Math.Sqrt(now), Math.Sqrt(1 - now));
        // Next to the end next can equal now when steps_offset is 0 and the last alpha is not one: no fresh noise then.
        var fresh = eta * Math.Sqrt(Math.Max(0, (1 - next) / (1 - now) * (1 - (now / next))));
        var direction = Math.Sqrt(Math.Max(0, 1 - next - (fresh * fresh)));
        var random = fresh > 0 ? noise() : null;
        for (var i = 0; i < latents.Length; i++)
        {
            var x = Predicted(latents[i], output[i], alpha, sigma);
            var e = (latents[i] - (alpha * x)) / sigma;
            if (config.Clip is { } bound) x = Math.Clamp(x, -bound, bound);
            latents[i] = (float)((Math.Sqrt(next) * x) + (direction * e) + (random is null ? 0 : fresh * random[i]));
        }
    }

    protected override (double Signal, double Noise) Level(int step) => Signal((int)Steps[step]) is var share ? (Math.Sqrt(share), Math.Sqrt(1 - share)) : default;

    private double Signal(int t) => t >= 0 ? _schedule.Signal(t) : config.SetAlphaToOne ? 1 : _schedule.Signal(0);
}
