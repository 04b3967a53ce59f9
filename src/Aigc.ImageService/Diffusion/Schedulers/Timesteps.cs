namespace Aigc.ImageService.Diffusion.Schedulers;

/// <summary>Which training steps are visited, largest first (Lin et al. 2023, table 2).</summary>
internal static class Timesteps
{
    public static double[] Of(SchedulerConfig config, int steps)
    {
        Check(config, steps);
        return config.Spacing switch
        {
            Spacing.Leading => Leading(config, steps, config.TrainSteps / steps),
            Spacing.Trailing => Trailing(config.TrainSteps, steps),
            _ => Linspace(config.TrainSteps, steps, config.Kind == SchedulerKind.Ddim),
        };
    }

    /// <summary>As the multistep solver takes them: of one step more, without the last.</summary>
    public static double[] ForMultistep(SchedulerConfig config, int steps)
    {
        Check(config, steps);
        return config.Spacing switch
        {
            Spacing.Leading => Leading(config, steps + 1, config.TrainSteps / (steps + 1))[..^1],
            Spacing.Trailing => Trailing(config.TrainSteps, steps),
            _ => Linspace(config.TrainSteps, steps + 1, rounded: true)[..^1],
        };
    }

    /// <summary>The last part of the steps, by strength.</summary>
    public static double[] Last(double[] timesteps, double strength) => timesteps[First(timesteps.Length, strength)..];

    /// <exception cref="Decoding.ImageProblemException"><c>request-invalid</c> 422: no step is left.</exception>
    public static int First(int steps, double strength) => steps - Math.Min((int)(steps * strength), steps) is var first && first < steps ? first
        : throw new Decoding.ImageProblemException("request-invalid", $"A strength of {strength} leaves none of {steps} steps.", 422);

    private static void Check(SchedulerConfig config, int steps)
    {
        if (steps < 1 || steps >= config.TrainSteps) throw new Decoding.ImageProblemException("request-invalid", $"{steps} steps: 1 to {config.TrainSteps - 1} are taken.", 422);
    }

    private static double[] Leading(SchedulerConfig config, int steps, int ratio) =>
        [.. Enumerable.Range(0, steps).Select(i => (double)(((steps - 1 - i) * ratio) + config.StepsOffset))];

    private static double[] Trailing(int train, int steps) => [.. Enumerable.Range(0, steps).Select(i => Math.Round(train - (i * ((double)train / steps))) - 1)];

    private static double[] Linspace(int train, int steps, bool rounded) =>
        [.. Enumerable.Range(0, steps).Select(i => steps == 1 ? 0 : (steps - 1 - i) * (train - 1.0) / (steps - 1)).Select(t => rounded ? Math.Round(t) : t)];
}
