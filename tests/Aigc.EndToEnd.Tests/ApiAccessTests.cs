using System.Net;
using System.Text.Json;
using Aigc.Contracts.Batches;
using Aigc.Core.Tenants;

namespace Aigc.EndToEnd.Tests;

/// <summary>Every route against everybody who must not use it. The table of routes is the API document itself, so that none is forgotten.</summary>
public sealed class ApiAccessTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly string[] Open = ["/api/v1/healthz", "/api/v1/openapi.json", "/api/v1/docs", "/api/v1/recipe-schema.json", "/api/v1/webhooks/approvals/{channel}"];
    private static readonly byte[] Feed = "id,title\na1,Mug"u8.ToArray();

    [Fact]
    public async Task Every_route_but_the_open_ones_is_closed_without_a_good_key()
    {
        var forged = $"aigc_acme_{new string('0', 64)}";
        foreach (var (method, path) in await RoutesAsync())
        {
            if (Open.Contains(path)) continue;
            foreach (var key in new[] { null, "nonsense", forged }) Assert.Equal((path, HttpStatusCode.Unauthorized), (path, await StatusAsync(host.Client(key), method, path)));
        }
    }

    [Fact]
    public async Task A_viewer_changes_nothing_anywhere()
    {
        var viewer = await host.ClientAsync("viewers", Role.Viewer);
        foreach (var (method, path) in await RoutesAsync())
            if (method != HttpMethod.Get && !Open.Contains(path) && path != "/api/v1/quotes") Assert.Equal((path, HttpStatusCode.Forbidden), (path, await StatusAsync(viewer, method, path)));
    }

    [Fact]
    public async Task What_belongs_to_another_tenant_does_not_exist()
    {
        var owner = await host.ClientAsync("owner", Role.Admin);
        var other = await host.ClientAsync("other", Role.Admin);
        var batch = await owner.SubmitAsync("feed.csv", Feed);
        await owner.FollowAsync(batch.Id, BatchState.Completed);

        foreach (var (method, path) in await RoutesAsync())
            if (path.Contains("batches/{id}", StringComparison.Ordinal))
                Assert.Equal((path, HttpStatusCode.NotFound), (path, await StatusAsync(other, method, path.Replace("{id}", batch.Id).Replace("{command}", "cancel").Replace("{gate}", "spend").Replace("{file}", "results.jsonl"))));
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync($"batches/{batch.Id}")).StatusCode);
    }

    [Fact]
    public async Task An_identity_header_of_a_platform_is_not_believed()
    {
        var http = host.Client(null);
        http.DefaultRequestHeaders.Add("X-MS-CLIENT-PRINCIPAL", "eyJ1c2VySWQiOiJhZG1pbiJ9");

        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("batches")).StatusCode);
    }

    [Fact]
    public async Task A_revoked_key_is_no_key_and_keys_are_listed_without_themselves()
    {
        var admin = await host.ClientAsync("revokers", Role.Admin);
        var listed = await admin.GetStringAsync("keys");
        using var keys = JsonDocument.Parse(listed);

        var id = keys.RootElement[0].GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"keys/{id}")).StatusCode);

        Assert.DoesNotContain("aigc_", listed, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await admin.GetAsync("batches")).StatusCode);
    }

    [Theory]
    [InlineData("../../keys/x")]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    [InlineData("%00")]
    [InlineData("api-key")]
    public async Task No_asset_name_leads_out_of_the_tenants_own_assets(string file)
    {
        var owner = await host.ClientAsync("owner", Role.Admin);

        Assert.True(await StatusAsync(owner, HttpMethod.Get, "/api/v1/assets/" + file) is HttpStatusCode.NotFound or HttpStatusCode.BadRequest);
    }

    private async Task<List<(HttpMethod Method, string Path)>> RoutesAsync()
    {
        using var document = JsonDocument.Parse(await host.Client(null).GetStringAsync("openapi.json"));
        var routes = document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(verb => (new HttpMethod(verb.Name.ToUpperInvariant()), path.Name))).ToList();
        Assert.True(routes.Count > 25);
        return routes;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path.Replace("{id}", "20260101T000000-00000000").Replace("{", "").Replace("}", "")) { Content = method == HttpMethod.Get ? null : new StringContent("""{"verdict":"approve"}""", System.Text.Encoding.UTF8, "application/json") };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode;
    }
}
