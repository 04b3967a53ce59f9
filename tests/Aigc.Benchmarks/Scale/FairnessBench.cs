namespace Aigc.Benchmarks.Scale;

/// <summary>What a tenant with a flood costs the others. <c>instant</c>: models that answer at once, so that the processor is what is shared; <c>slow</c>: models that take 300 ms, so that the places for activities are; <c>share</c>: ten tenants who all have more to do than there is time for.</summary>
internal static class FairnessBench
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(300);

    public static async Task RunAsync(IReadOnlyList<string> parts)
    {
        foreach (var part in parts is [] ? ["slow", "instant", "share"] : parts)
        {
            var folder = Directory.CreateTempSubdirectory("aigc-fairness-").FullName;
            await using (var host = await ScaleHost.StartAsync(folder, part == "instant" ? TimeSpan.Zero : Slow))
                Console.WriteLine($"{part}: {await (part == "share" ? SharedOut.MeasureAsync(host) : SmallBesideFlood.MeasureAsync(host))}");
            Directory.Delete(folder, recursive: true);
        }
    }
}
