namespace Aigc.ImageService.Diffusion.Schedulers;

/// <summary>Share of signal at each training step: the product of 1 - beta (Ho et al. 2020, eq. 4).</summary>
internal sealed class NoiseSchedule
{
    private readonly double[] _signal;

    public NoiseSchedule(SchedulerConfig config)
    {
        _signal = new double[config.TrainSteps];
        var product = 1.0;
        for (var t = 0; t < _signal.Length; t++) _signal[t] = product *= 1 - Beta(config, t);
    }

    /// <summary>Share of signal in the variance after training step t, in (0, 1).</summary>
    public double Signal(int t) => _signal[Math.Clamp(t, 0, _signal.Length - 1)];

    /// <summary>Noise over signal, linear between training steps.</summary>
    public double Sigma(double t)
    {
        var low = (int)Math.Clamp(Math.Floor(t), 0, _signal.Length - 1);
        var high = Math.Min(low + 1, _signal.Length - 1);
        var part = Math.Clamp(t - low, 0, 1);
        return (Ratio(_signal[low]) * (1 - part)) + (Ratio(_signal[high]) * part);
    }

    private static double Ratio(double signal) => Math.Sqrt((1 - signal) / signal);

    private static double Beta(SchedulerConfig config, int t)
    {
        var part = (double)t / (config.TrainSteps - 1);
        return config.BetaSchedule switch
        {
            "linear" => Between(config.BetaStart, config.BetaEnd, part),
            "scaled_linear" => Math.Pow(Between(Math.Sqrt(config.BetaStart), Math.Sqrt(config.BetaEnd), part), 2),
            "squaredcos_cap_v2" => Math.Min(0.999, 1 - (Cosine((t + 1.0) / config.TrainSteps) / Cosine((double)t / config.TrainSteps))),
            _ => throw SchedulerConfig.Unsupported($"beta_schedule {config.BetaSchedule}"),
        };
    }

    private static double Between(double from, double to, double part) => from + ((to - from) * part);

    private static double Cosine(double at) => Math.Pow(Math.Cos((at + 0.008) / 1.008 * Math.PI / 2), 2);
}
