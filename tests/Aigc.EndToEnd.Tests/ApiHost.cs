using System.Net.Http.Headers;
using Aigc.Core.Tenants;
using Aigc.Local.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.EndToEnd.Tests;

/// <summary>The local host inside the test's process, on a free port and a folder of its own, for tests that need its services or many clients.</summary>
public sealed class ApiHost : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("aigc-api-").FullName;
    private WebApplication? _app;

    /// <summary>Settings over the defaults.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    public IServiceProvider Services => _app!.Services;

    public async Task InitializeAsync()
    {
        _app = LocalHost.Build(new("http://127.0.0.1:0", _data) { Settings = Settings });
        await _app.StartAsync();
    }

    /// <summary>A client with a new key of the tenant; without a tenant, with no key.</summary>
    public async Task<HttpClient> ClientAsync(string? tenant, params Role[] roles) =>
        Client(tenant is null ? null : await Services.GetRequiredService<ApiKeys>().CreateAsync(tenant, "test", roles));

    public HttpClient Client(string? key)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(LocalHost.AddressOf(_app!), "/api/v1/") };
        if (key is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    public Task StopAsync() => _app!.StopAsync();

    public async Task DisposeAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}
