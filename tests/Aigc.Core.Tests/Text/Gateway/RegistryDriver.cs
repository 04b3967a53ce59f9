using Aigc.Azure;
using Aigc.Core.Costs;
using Aigc.Core.Storage;
using Aigc.Core.Text;
using Aigc.Core.Text.Gateway;
using Aigc.Providers;
using Aigc.Testing.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Core.Tests.Text.Gateway;

/// <summary>The registry as hosts wire it, from settings written as in an environment.</summary>
internal sealed class RegistryDriver
{
    public const string Tenant = "acme";
    private static readonly string[] Keys = ["OPENAI_API_KEY", "DASHSCOPE_API_KEY", "GLM_KEY"];
    private readonly ServiceProvider _services;

    public RegistryDriver(params string[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => setting.Split('=', 2)).GroupBy(pair => pair[0]).ToDictionary(pairs => $"Aigc:{pairs.Key}", string? (pairs) => pairs.Last()[1]))
            .AddInMemoryCollection(Keys.ToDictionary(key => key, string? (_) => "a-key")).Build();
        _services = new ServiceCollection().AddSingleton<TimeProvider>(Time).AddSingleton<IRecordStore>(new InMemoryRecordStore())
            .AddCosts(configuration).AddText(configuration).AddAigcProviders().AddAigcAzureModels(configuration).BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    public ModelRegistry Registry => _services.GetRequiredService<ModelRegistry>();

    public string Options() => _services.GetRequiredService<IOptions<TextOptions>>().Value.Provider;

    public async Task<string> ResolvesAsync(string? name, string tenant = Tenant) => (await Registry.GetAsync(tenant, name)).Id;

    public async Task<string> RefusesAsync(string? name, string tenant = Tenant) => (await Assert.ThrowsAsync<ProblemException>(() => Registry.GetAsync(tenant, name))).Code;
}
