namespace Aigc.ImageService.Diffusion.Schedulers;

/// <summary>DPM-Solver++ (2M), midpoint form (Lu et al. 2022, algorithm 2): predicts the picture, and leans on the prediction before.</summary>
internal sealed class DpmSolverScheduler : Scheduler
{
    private readonly SchedulerConfig _config;
    private readonly int _steps;
    private readonly double[] _sigmas;
    private double[]? _before;

    public DpmSolverScheduler(SchedulerConfig config, int steps, double strength) : base(Timesteps.Last(Timesteps.ForMultistep(config, steps), strength), config.Prediction)
    {
        (_config, _steps) = (config, steps);
        var schedule = new NoiseSchedule(config);
        _sigmas = [.. Steps.Select(schedule.Sigma), config.FinalSigmaZero ? 0 : schedule.Sigma(0)];
    }

    public override void Step(int step, Span<float> latents, ReadOnlySpan<float> output, Func<float[]> noise)
    {
        var ((alpha, sigma), (nextAlpha, nextSigma)) = (Level(step), Level(step + 1));
        var h = Lambda(step + 1) - Lambda(step);
        // With a last sigma of zero h is infinite, and the step lands on the predicted picture.
        var gain = -nextAlpha * (Math.Exp(-h) - 1);
        var slope = _before is null || IsLastOfFirstOrder(step) ? 0 : h / (Lambda(step) - Lambda(step - 1));
        var predicted = new double[latents.Length];
        for (var i = 0; i < latents.Length; i++)
        {
            var x = predicted[i] = Predicted(latents[i], output[i], alpha, sigma);
            var change = slope == 0 ? 0 : slope * (x - _before![i]);
            latents[i] = (float)((nextSigma / sigma * latents[i]) + (gain * (x + (0.5 * change))));
        }
        _before = predicted;
    }

    protected override (double Signal, double Noise) Level(int step) => 1 / Math.Sqrt((_sigmas[step] * _sigmas[step]) + 1) is var alpha ? (alpha, _sigmas[step] * alpha) : default;

    private double Lambda(int step) => -Math.Log(_sigmas[step]);

    private bool IsLastOfFirstOrder(int step) => step + 1 == Steps.Count && (_config.EulerAtFinal || _config.FinalSigmaZero || (_config.LowerOrderFinal && _steps < 15));
}
