using Aigc.Core.Tenants;
using Aigc.Local.Storage;

namespace Aigc.Local.Hosting;

/// <summary>The first key: an admin of the tenant <c>local</c>, made once and kept beside the data, readable by its owner alone.</summary>
internal static class LocalKey
{
    private const string Tenant = "local";

    public static string PathIn(LocalOptions options) => Path.Combine(options.DataFolder, "api-key");

    public static async Task<string> EnsureAsync(WebApplication app, LocalOptions options)
    {
        var keys = app.Services.GetRequiredService<ApiKeys>();
        var path = PathIn(options);
        if (File.Exists(path) && (await File.ReadAllTextAsync(path)).Trim() is var known && await keys.AuthenticateAsync(known) is not null) return known;
        var key = await keys.CreateAsync(Tenant, "bootstrap", [Role.Admin]);
        SecretFile.Write(path, key);
        return key;
    }
}
