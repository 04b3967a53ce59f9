using System.Net;
using Aigc.Core.Images;
using Aigc.Core.Storage;
using Aigc.Net;
using Aigc.Testing.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Core.Tests.Net;

/// <summary>The real guarded client with a name service of the test's own.</summary>
internal sealed class GuardDriver : IHostResolver
{
    private readonly Dictionary<string, Queue<IPAddress[]>> _answers = [];
    private readonly Dictionary<string, string?> _settings = [];

    public InMemoryBlobStore Blobs { get; } = new();

    /// <summary>The next answers for a name; the last one stays.</summary>
    public GuardDriver Answering(string host, params string[] addresses)
    {
        _answers[host] = new Queue<IPAddress[]>(addresses.Select(address => new[] { IPAddress.Parse(address) }));
        return this;
    }

    public GuardDriver Allowing(string host, int port)
    {
        _settings[$"Aigc:Network:AllowedPrivateHosts:{_settings.Count}"] = $"{host}:{port}";
        return this;
    }

    public GuardDriver Setting(string name, string value)
    {
        _settings[$"Aigc:Network:{name}"] = value;
        return this;
    }

    public Task<FetchedSource> FetchAsync(string link, string? media = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_settings).Build();
        var services = new ServiceCollection().AddSingleton<IHostResolver>(this).AddSingleton<IBlobStore>(Blobs).AddSingleton<SourceFetcher>();
        return services.AddGuardedHttp(configuration).BuildServiceProvider().GetRequiredService<SourceFetcher>().FetchAsync("acme", media, link);
    }

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (!_answers.TryGetValue(host, out var answers)) throw new InvalidOperationException($"The test says nothing about {host}.");
        return Task.FromResult(answers.Count > 1 ? answers.Dequeue() : answers.Peek());
    }
}
