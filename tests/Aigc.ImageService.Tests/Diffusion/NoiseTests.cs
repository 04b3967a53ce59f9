using Aigc.ImageService.Diffusion.Noise;

namespace Aigc.ImageService.Tests.Diffusion;

public sealed class NoiseTests
{
    [Fact]
    public void A_seed_means_the_same_noise_wherever_it_stands_in_the_batch()
    {
        var alone = CounterNoise.ForBatch([42], 3, 101);
        var third = CounterNoise.ForBatch([1, 2, 42, 5], 3, 101);

        Assert.Equal(alone, third[202..303]);
    }

    [Fact]
    public void The_noise_is_standard_normal_and_streams_and_seeds_are_unrelated()
    {
        const int Count = 200_000;
        var (a, b, c) = (CounterNoise.ForBatch([42], 0, Count), CounterNoise.ForBatch([42], 1, Count), CounterNoise.ForBatch([43], 0, Count));

        Assert.InRange(a.Average(), -0.01, 0.01);
        Assert.InRange(a.Average(value => value * value), 0.98, 1.02);
        Assert.InRange(a.Average(value => Math.Pow(value, 4)), 2.9, 3.1);
        Assert.InRange(a.Zip(b, (x, y) => x * y).Average(), -0.01, 0.01);
        Assert.InRange(a.Zip(c, (x, y) => x * y).Average(), -0.01, 0.01);
        Assert.InRange(a.Skip(1).Zip(a, (x, y) => x * y).Average(), -0.01, 0.01);
    }
}
