using System.Net;
using System.Net.Http.Json;
using Aigc.Contracts;
using Aigc.Contracts.Models;
using Aigc.Core.Tenants;
using Aigc.Testing.Fakes.Models;

namespace Aigc.EndToEnd.Tests;

public sealed class ModelRouteTests : IAsyncLifetime
{
    private readonly FakeQwen _qwen = new();
    private readonly ApiHost _host;

    public ModelRouteTests() => _host = new()
    {
        Settings = new Dictionary<string, string?>
        {
            ["Aigc:Text:Models:qwen-plus:Provider"] = "qwen",
            ["Aigc:Text:Models:qwen-plus:Endpoint"] = new Uri(_qwen.Address, "/compatible-mode/v1").ToString(),
            ["DASHSCOPE_API_KEY"] = "sk-secret",
            ["Aigc:Text:Models:qwen-plus:Prices:0:InputPerMillion"] = "0.8",
            ["Aigc:Text:Models:qwen-plus:Region"] = "cn",
            ["Aigc:Text:Models:qwen-plus:Filing"] = "Beijing-2023-001",
        },
    };

    [Fact]
    public async Task Models_are_listed_with_price_and_filing_and_without_key_or_address()
    {
        var viewer = await _host.ClientAsync("acme", Role.Viewer);

        var text = await viewer.GetStringAsync("models");
        var models = (await viewer.GetFromJsonAsync("models", AigcJson.Default.ModelList))!.Data;

        Assert.Equal(["offline", "qwen-plus"], models.Select(model => model.Id));
        Assert.Equal((0.8m, "cn", "Beijing-2023-001", true), (models[1].Price!.InputPerMillion, models[1].Region, models[1].Filing, models[1].Enabled));
        Assert.Contains("jsonSchema", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain(_qwen.Address.Authority, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_admin_switches_models_for_the_own_tenant_alone()
    {
        var admin = await _host.ClientAsync("acme", Role.Admin);
        var other = await _host.ClientAsync("other", Role.Viewer);

        var changed = await admin.PutAsJsonAsync("models/qwen-plus", new ModelChange(Default: true), AigcJson.Default.ModelChange);
        var refused = await admin.PutAsJsonAsync("models/qwen-plus", new ModelChange(Enabled: false), AigcJson.Default.ModelChange);
        var unknown = await admin.PutAsJsonAsync("models/ghost", new ModelChange(Enabled: false), AigcJson.Default.ModelChange);

        Assert.True((await changed.Content.ReadFromJsonAsync(AigcJson.Default.ModelInfo))!.Default);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.NotFound), (refused.StatusCode, unknown.StatusCode));
        Assert.Equal("offline", (await other.GetFromJsonAsync("models", AigcJson.Default.ModelList))!.Data.Single(model => model.Default).Id);
    }

    [Fact]
    public async Task Health_is_what_was_seen_lately_or_else_what_the_model_answers()
    {
        var viewer = await _host.ClientAsync("acme", Role.Viewer);
        _qwen.Fails(HttpStatusCode.Unauthorized);

        var sick = await viewer.GetFromJsonAsync("models/qwen-plus/health", AigcJson.Default.ModelHealth);
        var again = await viewer.GetFromJsonAsync("models/qwen-plus/health", AigcJson.Default.ModelHealth);

        Assert.Equal((ModelState.Cooling, "model-unauthorized"), (sick!.State, sick.Code));
        Assert.Equal(sick.LastFailure, again!.LastFailure);
        Assert.Single(_qwen.Calls);
        Assert.Equal(ModelState.Healthy, (await viewer.GetFromJsonAsync("models/offline/health", AigcJson.Default.ModelHealth))!.State);
        Assert.Equal(HttpStatusCode.NotFound, (await viewer.GetAsync("models/ghost/health")).StatusCode);
    }

    public Task InitializeAsync() => _host.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _qwen.DisposeAsync();
    }
}
