namespace Aigc.ImageService.Diffusion.Noise;

/// <summary>
/// Standard normal numbers as a pure function of seed, stream and index: SplitMix64 (Steele, Lea, Flood 2014) over a counter, then Box-Muller in pairs.
/// A seed means the same picture whatever its place in a batch and however many threads work.
/// </summary>
internal static class CounterNoise
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const double Unit = 1.0 / (1UL << 53);

    /// <param name="stream">Which use of the seed: 0 for the first latents, then one for each step.</param>
    public static void Fill(ulong seed, int stream, Span<float> values)
    {
        var key = Mix(Mix(seed) ^ (((ulong)stream + 1) * Golden));
        for (var i = 0; i < values.Length; i += 2)
        {
            // Half a unit is added so that the logarithm never meets zero.
            var radius = Math.Sqrt(-2 * Math.Log(((Bits(key, i) >> 11) + 0.5) * Unit));
            var angle = 2 * Math.PI * ((Bits(key, i + 1) >> 11) * Unit);
            values[i] = (float)(radius * Math.Cos(angle));
            if (i + 1 < values.Length) values[i + 1] = (float)(radius * Math.Sin(angle));
        }
    }

    /// <returns>One block of noise for each seed, one after the other.</returns>
    public static float[] ForBatch(IReadOnlyList<ulong> seeds, int stream, int size)
    {
        var values = new float[seeds.Count * size];
        for (var item = 0; item < seeds.Count; item++) Fill(seeds[item], stream, values.AsSpan(item * size, size));
        return values;
    }

    private static ulong Bits(ulong key, int counter) => Mix(key + ((ulong)counter * Golden));

    private static ulong Mix(ulong z)
    {
        z += Golden;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
