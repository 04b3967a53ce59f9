using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Aigc.ImageService;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Aigc.Benchmarks.Images;

/// <summary>
/// Offers the service ten times what it can do, in an even stream that does not wait for answers. No request may be lost or stuck, whoever is
/// sent away is sent away at once, and those taken in are answered within the length of the line.
/// </summary>
internal static class OverloadBench
{
    private const int Times = 10;
    private const int Waiting = 16;

    public static async Task RunAsync(string folder, int seconds)
    {
        var photos = Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        await using var app = await StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 2_000 }) { BaseAddress = new(app.Urls.Single()), Timeout = TimeSpan.FromMinutes(3) };
        var capacity = await CapacityAsync(http, photos);
        var rate = capacity * Times;
        Console.WriteLine(FormattableString.Invariant($"alone: {capacity:0.0} photos a second; offered: {rate:0} a second for {seconds} s, {Waiting} places in the line"));
        var (answers, peak) = (new ConcurrentBag<(HttpStatusCode Status, double Milliseconds, bool Says)>(), 0L);
        var (sent, sending) = (0, new List<Task>());
        for (var watch = Stopwatch.StartNew(); watch.Elapsed.TotalSeconds < seconds;)
        {
            for (; sent < watch.Elapsed.TotalSeconds * rate; sent++) sending.Add(SendAsync(http, photos[sent % photos.Count], answers));
            peak = Math.Max(peak, Environment.WorkingSet);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
        await Task.WhenAll(sending);
        Print(sent, answers, peak);
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ImageService:Keys:0"] = "bench", ["ImageService:Waiting"] = Waiting.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        builder.AddImageService();
        var app = builder.Build();
        app.MapImageService();
        await app.StartAsync();
        return app;
    }

    // As many callers as cores, each waiting for its answer.
    private static async Task<double> CapacityAsync(HttpClient http, List<byte[]> photos)
    {
        var answers = new ConcurrentBag<(HttpStatusCode, double, bool)>();
        await SendAsync(http, photos[0], answers);
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, photos.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (i, _) => await SendAsync(http, photos[i], answers));
        return photos.Count / watch.Elapsed.TotalSeconds;
    }

    private static async Task SendAsync(HttpClient http, byte[] photo, ConcurrentBag<(HttpStatusCode, double, bool)> answers)
    {
        var begun = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/images:white") { Content = new ByteArrayContent(photo) { Headers = { ContentType = new MediaTypeHeaderValue("image/webp") } } };
        request.Headers.Add("x-api-key", "bench");
        using var answer = await http.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();
        answers.Add((answer.StatusCode, Stopwatch.GetElapsedTime(begun).TotalMilliseconds, answer.Headers.RetryAfter is not null));
    }

    private static void Print(int sent, IReadOnlyCollection<(HttpStatusCode Status, double Milliseconds, bool Says)> answers, long peak)
    {
        foreach (var group in answers.GroupBy(answer => answer.Status).OrderBy(group => group.Key))
        {
            var times = group.Select(answer => answer.Milliseconds).Order().ToList();
            Console.WriteLine(FormattableString.Invariant($"{(int)group.Key} {group.Key,-20} {times.Count,7}   p50 {times[times.Count / 2],8:0} ms   p95 {times[(int)(times.Count * 0.95)],8:0} ms   longest {times[^1],8:0} ms   with Retry-After {group.Count(answer => answer.Says)}"));
        }
        Console.WriteLine($"sent {sent}, answered {answers.Count}, lost {sent - answers.Count}; peak working set {peak / 1_048_576} MiB");
    }
}
