using Aigc.Local.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Core.Tests.Storage;

/// <summary>The local backend over a folder of its own, on a clock that stands still until a test moves it.</summary>
internal sealed class LocalFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aigc-storage-").FullName;

    public LocalFolder()
    {
        Database = new LocalDatabase(Path.Combine(_folder, "data.db"));
        Urls = new SignedFileUrls(new byte[32], () => new Uri("http://127.0.0.1:8080"), Time);
        Blobs = new FileBlobStore(Path.Combine(_folder, "blobs"), Urls);
    }

    public FakeTimeProvider Time { get; } = new();

    public LocalDatabase Database { get; }

    public SignedFileUrls Urls { get; }

    public FileBlobStore Blobs { get; }

    public void Dispose()
    {
        Database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
