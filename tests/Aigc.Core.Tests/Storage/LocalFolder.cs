using Aigc.Local.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Core.Tests.Storage;

/// <summary>The local backend over a folder of its own, on a clock that stands still until a test moves it.</summary>
internal sealed class LocalFolder : IDisposable
{
    public LocalFolder()
    {
        Database = new LocalDatabase(System.IO.Path.Combine(Path, "data.db"));
        Urls = new SignedFileUrls(new byte[32], () => new Uri("http://127.0.0.1:8080"), Time);
        Blobs = new FileBlobStore(System.IO.Path.Combine(Path, "blobs"), Urls);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("aigc-storage-").FullName;

    public FakeTimeProvider Time { get; } = new();

    public LocalDatabase Database { get; }

    public SignedFileUrls Urls { get; }

    public FileBlobStore Blobs { get; }

    public void Dispose()
    {
        Database.Dispose();
        Directory.Delete(Path, recursive: true);
    }
}
