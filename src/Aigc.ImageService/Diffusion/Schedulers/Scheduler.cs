namespace Aigc.ImageService.Diffusion.Schedulers;

/// <summary>One way down from noise to a picture. An instance serves one run, whose batch it treats element by element.</summary>
internal abstract class Scheduler(double[] timesteps, Prediction prediction)
{
    /// <summary>What the network is told at each step, largest first.</summary>
    public IReadOnlyList<double> Steps { get; } = timesteps;

    /// <summary>Standard deviation of the noise that a run starts with.</summary>
    public virtual double InitialScale => 1;

    /// <summary>What latents are multiplied by before the network sees them.</summary>
    public virtual double InputScale(int step) => 1;

    /// <param name="latents">Changed in place.</param>
    /// <param name="output">The network's answer, of the same size.</param>
    /// <param name="noise">Fresh standard normal noise of the same size; asked for only where the method takes it.</param>
    public abstract void Step(int step, Span<float> latents, ReadOnlySpan<float> output, Func<float[]> noise);

    /// <summary>Weights of picture and noise at the beginning of a step.</summary>
    protected abstract (double Signal, double Noise) Level(int step);

    /// <summary>A picture as it would look at the beginning of a step.</summary>
    public void AddNoise(int step, ReadOnlySpan<float> clean, ReadOnlySpan<float> noise, Span<float> noisy)
    {
        var (signal, level) = Level(step);
        for (var i = 0; i < noisy.Length; i++) noisy[i] = (float)((signal * clean[i]) + (level * noise[i]));
    }

    /// <summary>The picture that the network sees in latents z = alpha x + sigma e (Salimans and Ho 2022, appendix D).</summary>
    protected double Predicted(double z, double output, double alpha, double sigma) => prediction switch
    {
        Prediction.Epsilon => (z - (sigma * output)) / alpha,
        Prediction.Velocity => (alpha * z) - (sigma * output),
        _ => output,
    };
}
