namespace Aigc.ImageService.Diffusion.Schedulers;

/// <summary>Euler's method on the probability flow, plain or ancestral (Karras et al. 2022, algorithm 1; Crowson, k-diffusion).</summary>
internal sealed class EulerScheduler : Scheduler
{
    private readonly double[] _sigmas;
    private readonly double _initial;
    private readonly bool _ancestral;

    public EulerScheduler(SchedulerConfig config, int steps, double strength, bool ancestral)
        : base(Timesteps.Last(Timesteps.Of(config, steps), strength), config.Prediction)
    {
        _ancestral = ancestral;
        var schedule = new NoiseSchedule(config);
        _sigmas = [.. Steps.Select(schedule.Sigma), 0];
        var largest = _sigmas.Max();
        _initial = config.Spacing == Spacing.Leading ? Math.Sqrt((largest * largest) + 1) : largest;
    }

    public override double InitialScale => _initial;

    public override double InputScale(int step) => 1 / Math.Sqrt((_sigmas[step] * _sigmas[step]) + 1);

    public override void Step(int step, Span<float> latents, ReadOnlySpan<float> output, Func<float[]> noise)
    {
        var (from, to) = (_sigmas[step], _sigmas[step + 1]);
        var up = _ancestral ? Math.Sqrt(to * to * ((from * from) - (to * to)) / (from * from)) : 0;
        var down = Math.Sqrt((to * to) - (up * up));
        var alpha = InputScale(step);
        var random = up > 0 ? noise() : null;
        for (var i = 0; i < latents.Length; i++)
        {
            var x = Predicted(latents[i] * alpha, output[i], alpha, from * alpha);
            latents[i] = (float)(latents[i] + ((latents[i] - x) / from * (down - from)) + (random is null ? 0 : up * random[i]));
        }
    }

    protected override (double Signal, double Noise) Level(int step) => (1, _sigmas[step]);
}
