using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Aigc.Core.Webhooks;

namespace Aigc.Benchmarks.EngineSafety;

/// <summary>A sender that repeats each call until it is answered, and an account of what came of it.</summary>
internal sealed class ApprovalsRun : IDisposable
{
    private const int AtOnce = 48;
    private const int LeastKills = 20;
    private const int CallsAKill = 2_000;
    private static readonly WebhookSecret Foreign = WebhookSecret.New();
    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(5), ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = TimeSpan.FromSeconds(20) };
    private readonly string _folder = Directory.CreateTempSubdirectory("aigc-approvals-").FullName;
    private readonly string[] _flags;
    private readonly Random _random = new(20_261_125);
    private readonly SemaphoreSlim _due = new(0);
    private HashSet<int> _moments = [];
    private volatile Task<string> _address = Task.FromResult("");
    private ChildProcess? _child;
    private int _unanswered;
    private int _forgedAccepted;
    private int _calls;

    private ApprovalsRun(string[] flags)
    {
        _flags = flags;
    }

    public int Calls => _calls;
    public int Unanswered => _unanswered;
    public int ForgedAccepted => _forgedAccepted;
    public int Forged { get; private set; }
    public int Repeats { get; private set; }
    public int Kills { get; private set; }
    public int Lost { get; private set; }
    public int Doubled { get; private set; }

    public static async Task<ApprovalsRun> RunAsync(int approvals, string[] flags)
    {
        using var run = new ApprovalsRun(flags);
        await run.RunAsync(approvals / ApprovalsChild.PerOrchestration);
        return run;
    }

    public void Dispose()
    {
        _http.Dispose();
        _due.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RunAsync(int orchestrations)
    {
        var all = Enumerable.Range(0, orchestrations).SelectMany(page => Enumerable.Range(0, ApprovalsChild.PerOrchestration).Select(number => (Page: page, Id: $"{page}-{number}"))).ToArray();
        _random.Shuffle(all);
        // One in twenty before the gate opens, one in twenty when all others are in; one in ten comes again, anywhere.
        var (early, late) = (all.Length / 20, all.Length / 20);
        (int Page, string Id)[] middle = [.. all[early..^late], .. all.Where(_ => _random.Next(10) == 0)];
        Repeats = middle.Length - (all.Length - early - late);
        _random.Shuffle(middle);
        var calls = (2 * orchestrations) + early + middle.Length + (2 * late);
        _moments = Moments(calls, Math.Max(LeastKills, calls / CallsAKill));
        using var over = new CancellationTokenSource();
        var killing = KillAsync(over.Token);
        await EachAsync(Enumerable.Range(0, orchestrations), page => RepeatAsync(() => PostAsync($"instances/{page}", null)));
        await EachAsync(all[..early], ApproveAsync);
        await EachAsync(Enumerable.Range(0, orchestrations), page => RepeatAsync(() => PostAsync($"instances/{page}/gate", null)));
        await EachAsync(middle, ApproveAsync);
        await ForgeAsync(all[^late..]);
        await EachAsync(all[^late..], ApproveAsync);
        await over.CancelAsync();
        await killing;
        await CountAsync(orchestrations);
    }

    private async Task ForgeAsync((int Page, string Id)[] late)
    {
        Forged = late.Length;
        await EachAsync(late, one => RepeatAsync(async () =>
        {
            using var answer = await SendAsync(one, Foreign);
            if (answer.IsSuccessStatusCode) Interlocked.Increment(ref _forgedAccepted);
        }));
    }

    private Task ApproveAsync((int Page, string Id) one) => RepeatAsync(async () =>
    {
        using var answer = await SendAsync(one, ApprovalsChild.Secret);
        answer.EnsureSuccessStatusCode();
    });

    private async Task<HttpResponseMessage> SendAsync((int Page, string Id) one, WebhookSecret secret)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new SignedApproval(one.Id, "approve"));
        var now = TimeProvider.System.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{await _address}/instances/{one.Page}/approvals") { Content = new ByteArrayContent(body) };
        request.Headers.Add(WebhookHeaders.IdName, one.Id);
        request.Headers.Add(WebhookHeaders.TimestampName, now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookHeaders.SignatureName, StandardWebhook.Sign(one.Id, now, body, secret));
        return await _http.SendAsync(request);
    }

    private async Task PostAsync(string path, HttpContent? content)
    {
        using var answer = await _http.PostAsync($"{await _address}/{path}", content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>As a sender of webhooks does: until it is answered.</summary>
    private async Task RepeatAsync(Func<Task> call)
    {
        while (true)
        {
            try
            {
                await call();
                if (_moments.Contains(Interlocked.Increment(ref _calls))) _due.Release();
                return;
            }
            catch (Exception unanswered) when (unanswered is HttpRequestException { StatusCode: null } or TaskCanceledException or IOException)
            {
                Interlocked.Increment(ref _unanswered);
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }
    }

    private static Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> send) => Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (item, _) => await send(item));

    /// <summary>Drawn from the calls and not from the time, so that a fast machine is killed as often as a slow one.</summary>
    private HashSet<int> Moments(int calls, int kills)
    {
        var moments = new HashSet<int>();
        while (moments.Count < kills) moments.Add(_random.Next(1, calls));
        return moments;
    }

    /// <summary>Kills at each moment that comes, and after the last one lets the process live.</summary>
    private async Task KillAsync(CancellationToken cancellationToken)
    {
        Start();
        await _address;
        while (await IsDueAsync(cancellationToken))
        {
            await _child!.KillAsync();
            _child.Dispose();
            Kills++;
            Start();
            await _address;
        }
    }

    /// <summary>False where all is sent.</summary>
    private async Task<bool> IsDueAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _due.WaitAsync(cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Start()
    {
        _child = new ChildProcess(["approvals-host", _folder, .. _flags], _ => { });
        _address = _child.ReadyAsync();
    }

    private async Task CountAsync(int orchestrations)
    {
        var collected = new ConcurrentBag<string>();
        await EachAsync(Enumerable.Range(0, orchestrations), async page =>
        {
            try
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
                foreach (var id in await _http.GetFromJsonAsync<string[]>($"{await _address}/instances/{page}", patience.Token) ?? []) collected.Add(id);
            }
            // It still waits for one that was lost.
            catch (TaskCanceledException)
            {
                Lost++;
            }
        });
        Doubled = collected.Count - collected.Distinct().Count();
        await _child!.KillAsync();
        _child.Dispose();
    }
}
