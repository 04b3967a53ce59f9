using System.Security.Cryptography;
using Aigc.Core.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Aigc.Local.Storage;

/// <summary>The three storage ports over one folder: <c>blobs/</c>, <c>data.db</c>, and the key that signs file links.</summary>
internal static class LocalStorageServices
{
    public static IServiceCollection AddLocalStorage(this IServiceCollection services, string folder)
    {
        services.AddSingleton(_ => new LocalDatabase(Path.Combine(folder, "data.db")));
        services.AddSingleton<IRecordStore, SqliteRecordStore>();
        services.AddSingleton<IWorkQueue>(provider => new SqliteWorkQueue(provider.GetRequiredService<LocalDatabase>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SignedFileUrls(SigningKey(folder), () => AddressOf(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IBlobStore>(provider => new FileBlobStore(Path.Combine(folder, "blobs"), provider.GetRequiredService<SignedFileUrls>()));
        return services;
    }

    private static Uri AddressOf(IServiceProvider provider) =>
        new(provider.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? throw new InvalidOperationException("The host does not listen yet."));

    private static byte[] SigningKey(string folder)
    {
        var path = Path.Combine(folder, "file-links.key");
        if (!File.Exists(path)) SecretFile.Write(path, RandomNumberGenerator.GetHexString(64));
        return Convert.FromHexString(File.ReadAllText(path));
    }
}
