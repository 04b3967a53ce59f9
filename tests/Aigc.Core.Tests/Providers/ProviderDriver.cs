using Aigc.Azure;
using Aigc.Core.Costs;
using Aigc.Core.Delivery;
using Aigc.Core.Prompts;
using Aigc.Core.Safety;
using Aigc.Core.Storage;
using Aigc.Core.Text;
using Aigc.Core.Text.Gateway;
using Aigc.Providers;
using Aigc.Testing.Fakes.Models;
using Aigc.Testing.Storage;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Core.Tests.Providers;

/// <summary>One model of a provider as hosts wire it, against its fake on a real port.</summary>
internal sealed class ProviderDriver : IDisposable
{
    public const string Key = "sk-secret-of-the-test";
    public static readonly ChatCall Call = new("acme", null, "chat") { Fresh = true };
    private readonly ServiceProvider _services;

    /// <param name="path">Below the fake's address, as the provider's endpoint has it.</param>
    public ProviderDriver(FakeModel fake, string provider, string path, params string[] settings)
    {
        Dictionary<string, string?> all = new()
        {
            ["Aigc:Text:Models:m:Provider"] = provider,
            ["Aigc:Text:Models:m:Name"] = "model-1",
            ["Aigc:Text:Models:m:Endpoint"] = new Uri(fake.Address, path).ToString(),
            ["Aigc:Text:Models:m:Key"] = "THE_KEY",
            ["THE_KEY"] = Key,
            ["Aigc:Text:Models:m:MaxOutputTokens"] = "500",
            ["Aigc:Text:DefaultModel"] = "m",
        };
        foreach (var pair in settings.Select(setting => setting.Split('=', 2))) all[$"Aigc:Text:Models:m:{pair[0]}"] = pair[1];
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(all).Build();
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Time).AddSingleton<IRecordStore>(new InMemoryRecordStore())
            .AddCosts(configuration).AddDelivery(configuration).AddPrompts(configuration).AddSafety(configuration).AddText(configuration).AddAigcProviders().AddAigcAzureModels(configuration).BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public IChatClient Chat => _services.GetRequiredService<IChatClient>();

    public Task<ChatResponse> AskAsync(string words = "Hello", ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Chat.GetResponseAsync([new(ChatRole.System, "Be brief."), new(ChatRole.User, words)], (options ?? new()).For(Call), cancellationToken);

    public async Task<List<ChatResponseUpdate>> StreamAsync(List<ChatResponseUpdate>? seen = null)
    {
        seen ??= [];
        await foreach (var update in Chat.GetStreamingResponseAsync("Hello", new ChatOptions().For(Call))) seen.Add(update);
        return seen;
    }

    public async Task<Exception> FailsAsync() => (await Record.ExceptionAsync(() => AskAsync()))!;

    public void Dispose() => _services.Dispose();
}
