using Aigc.ImageService.Diffusion.Noise;
using Aigc.ImageService.Diffusion.Schedulers;

namespace Aigc.ImageService.Tests.Diffusion;

/// <summary>Sequences computed here in plain numbers from the published formulas, and cases whose answer is known.</summary>
public sealed class SchedulerTests
{
    private static readonly double[] Signal = SignalOf(0.00085, 0.012);
    private static readonly SchedulerConfig Base = new() { StepsOffset = 1, SetAlphaToOne = false };

    [Theory]
    [InlineData("Ddim", "Leading", "801 601 401 201 1")]
    [InlineData("Ddim", "Trailing", "999 799 599 399 199")]
    [InlineData("Ddim", "Linspace", "999 749 500 250 0")]
    [InlineData("Euler", "Linspace", "999 749.25 499.5 249.75 0")]
    [InlineData("DpmSolver", "Linspace", "999 799 599 400 200")]
    [InlineData("DpmSolver", "Leading", "831 665 499 333 167")]
    [InlineData("Lcm", "Leading", "999 799 599 399 199")]
    public void The_visited_steps_are_those_of_the_reference(string kind, string spacing, string expected)
    {
        var config = Base with { Kind = Enum.Parse<SchedulerKind>(kind), Spacing = Enum.Parse<Spacing>(spacing) };

        Assert.Equal(expected, string.Join(' ', config.Create(5).Steps.Select(step => FormattableString.Invariant($"{step}"))));
    }

    [Fact]
    public void Strength_leaves_the_last_part_of_the_steps() => Assert.Equal([401, 201, 1], Base.Create(5, strength: 0.6).Steps);

    [Fact]
    public void Ddim_follows_the_formula()
    {
        var z = 1.3;
        var scheduler = (Base with { Kind = SchedulerKind.Ddim }).Create(5);
        float[] latents = [1.3f];

        foreach (var (step, t) in new[] { 801, 601, 401, 201, 1 }.Index())
        {
            var (a, next) = (Signal[t], t > 200 ? Signal[t - 200] : Signal[0]);
            var e = Toy(z, t);
            z = (Math.Sqrt(next) * (z - (Math.Sqrt(1 - a) * e)) / Math.Sqrt(a)) + (Math.Sqrt(1 - next) * e);
            scheduler.Step(step, latents, [(float)Toy(latents[0], t)], NoNoise);
            Assert.Equal(z, latents[0], 4);
        }
    }

    [Fact]
    public void Euler_follows_the_formula_and_starts_with_the_largest_sigma()
    {
        var scheduler = (Base with { Kind = SchedulerKind.Euler, Spacing = Spacing.Trailing }).Create(4);
        int[] visited = [999, 749, 499, 249];
        double Sigma(int i) => i < 4 ? Math.Sqrt((1 - Signal[visited[i]]) / Signal[visited[i]]) : 0;
        var z = 1.3 * Sigma(0);
        float[] latents = [(float)z];

        Assert.Equal(Sigma(0), scheduler.InitialScale, 9);
        for (var i = 0; i < 4; i++)
        {
            var e = Toy(z / Math.Sqrt((Sigma(i) * Sigma(i)) + 1), visited[i]);
            z += e * (Sigma(i + 1) - Sigma(i));
            scheduler.Step(i, latents, [(float)Toy(latents[0] * scheduler.InputScale(i), visited[i])], NoNoise);
            Assert.Equal(z, latents[0], 3);
        }
    }

    [Fact]
    public void Ancestral_euler_splits_each_step_into_descent_and_fresh_noise()
    {
        var scheduler = (Base with { Kind = SchedulerKind.EulerAncestral, Spacing = Spacing.Trailing }).Create(2);
        double Sigma(int t) => Math.Sqrt((1 - Signal[t]) / Signal[t]);
        var (from, to) = (Sigma(999), Sigma(499));
        var up = Math.Sqrt(to * to * ((from * from) - (to * to)) / (from * from));
        float[] latents = [2f];

        scheduler.Step(0, latents, [0.5f], () => [0.25f]);

        Assert.Equal(2 + (0.5 * (Math.Sqrt((to * to) - (up * up)) - from)) + (0.25 * up), latents[0], 4);
    }

    [Fact]
    public void Lcm_follows_the_formula_and_ends_without_noise()
    {
        var scheduler = (Base with { Kind = SchedulerKind.Lcm }).Create(2);
        var z = 1.3;
        float[] latents = [1.3f];
        Assert.Equal([999, 499], scheduler.Steps);

        foreach (var (step, t) in new[] { 999, 499 }.Index())
        {
            var (a, scaled) = (Signal[t], t * 10.0);
            var (skip, outer) = (0.25 / ((scaled * scaled) + 0.25), scaled / Math.Sqrt((scaled * scaled) + 0.25));
            var denoised = (outer * (z - (Math.Sqrt(1 - a) * 0.4)) / Math.Sqrt(a)) + (skip * z);
            z = step == 1 ? denoised : (Math.Sqrt(Signal[499]) * denoised) + (Math.Sqrt(1 - Signal[499]) * 0.7);
            scheduler.Step(step, latents, [0.4f], () => step == 1 ? throw new InvalidOperationException("The last step takes no noise.") : [0.7f]);
            Assert.Equal(z, latents[0], 3);
        }
    }

    [Fact]
    public void The_multistep_solver_follows_the_formula()
    {
        var config = Base with { Kind = SchedulerKind.DpmSolver, Spacing = Spacing.Trailing };
        var scheduler = config.Create(4);
        int[] visited = [999, 749, 499, 249];
        var (z, before, lambdaBefore) = (1.3, 0.0, 0.0);
        float[] latents = [1.3f];

        for (var i = 0; i < 4; i++)
        {
            var (alpha, sigma) = (Math.Sqrt(Signal[visited[i]]), Math.Sqrt(1 - Signal[visited[i]]));
            var (nextAlpha, nextSigma) = i < 3 ? (Math.Sqrt(Signal[visited[i + 1]]), Math.Sqrt(1 - Signal[visited[i + 1]])) : (1, 0);
            var x = (z - (sigma * Toy(z, visited[i]))) / alpha;
            var lambda = Math.Log(alpha / sigma);
            var h = Math.Log(nextAlpha / nextSigma) - lambda;
            var change = i is 0 or 3 ? 0 : (x - before) / ((lambda - lambdaBefore) / h);
            z = (nextSigma / sigma * z) - (nextAlpha * (Math.Exp(-h) - 1) * (x + (0.5 * change)));
            (before, lambdaBefore) = (x, lambda);
            scheduler.Step(i, latents, [(float)Toy(latents[0], visited[i])], NoNoise);
            Assert.Equal(z, latents[0], 3);
        }
    }

    [Theory]
    [InlineData("Ddim", 0.0)]
    [InlineData("Ddim", 1.0)]
    [InlineData("Euler", 0.0)]
    [InlineData("EulerAncestral", 0.0)]
    [InlineData("DpmSolver", 0.0)]
    public void A_gaussian_is_sampled_with_its_mean_and_spread(string kind, double eta)
    {
        const double Mean = 0.7, Variance = 0.09;
        var config = Base with { Kind = Enum.Parse<SchedulerKind>(kind), Spacing = Spacing.Trailing, SetAlphaToOne = true };
        var scheduler = config.Create(250, eta: eta);
        var latents = CounterNoise.ForBatch([5], 0, 20_000);
        for (var i = 0; i < latents.Length; i++) latents[i] *= (float)scheduler.InitialScale;

        for (var step = 0; step < scheduler.Steps.Count; step++)
        {
            var (a, stream, input) = (Signal[(int)scheduler.Steps[step]], step + 1, scheduler.InputScale(step));
            // The noise that is to be expected in z when pictures are normal: exact.
            var output = Array.ConvertAll(latents, z => (float)(Math.Sqrt(1 - a) * ((z * input) - (Math.Sqrt(a) * Mean)) / ((a * Variance) + 1 - a)));
            scheduler.Step(step, latents, output, () => CounterNoise.ForBatch([5], stream, latents.Length));
        }

        var mean = latents.Average(z => (double)z);
        Assert.Equal(Mean, mean, 0.02);
        Assert.Equal(Math.Sqrt(Variance), Math.Sqrt(latents.Average(z => Math.Pow(z - mean, 2))), 0.02);
    }

    [Theory]
    [InlineData("Ddim")]
    [InlineData("Euler")]
    [InlineData("DpmSolver")]
    [InlineData("Lcm")]
    public void Velocity_and_noise_say_the_same(string kind)
    {
        var config = Base with { Kind = Enum.Parse<SchedulerKind>(kind) };
        var (byNoise, byVelocity) = (config.Create(4), (config with { Prediction = Prediction.Velocity }).Create(4));
        var a = Signal[(int)byNoise.Steps[0]];
        var z = 0.8 / byNoise.InputScale(0);
        const double E = 0.3;
        var x = (0.8 - (Math.Sqrt(1 - a) * E)) / Math.Sqrt(a);
        float[] first = [(float)z], second = [(float)z];

        byNoise.Step(0, first, [(float)E], () => [0.1f]);
        byVelocity.Step(0, second, [(float)((Math.Sqrt(a) * E) - (Math.Sqrt(1 - a) * x))], () => [0.1f]);

        Assert.Equal(first[0], second[0], 0.001 * Math.Max(1, Math.Abs(first[0])));
    }

    private static double Toy(double z, double t) => (0.6 * z) + (0.0003 * t) - 0.1;

    private static float[] NoNoise() => throw new InvalidOperationException("No noise is taken here.");

    private static double[] SignalOf(double from, double to)
    {
        var product = 1.0;
        return [.. Enumerable.Range(0, 1000).Select(i => product *= 1 - Math.Pow(Math.Sqrt(from) + ((Math.Sqrt(to) - Math.Sqrt(from)) * i / 999), 2))];
    }
}
