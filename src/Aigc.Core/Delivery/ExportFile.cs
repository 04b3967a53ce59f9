using System.Security.Cryptography;
using System.Text;
using Aigc.Core.Storage;

namespace Aigc.Core.Delivery;

/// <summary>A file that grows on disk and goes to the blob store in one piece when it is complete, so memory stays flat and a reader never sees half of it.</summary>
internal sealed class ExportFile : IAsyncDisposable
{
    private readonly FileStream _disk;

    public ExportFile(string name, string contentType)
    {
        Name = name;
        ContentType = contentType;
        _disk = new FileStream(Path.Combine(Path.GetTempPath(), "export-" + Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
            BufferSize = 64 * 1024,
        });
        Text = new StreamWriter(_disk, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 32 * 1024, leaveOpen: true) { NewLine = "\n" };
    }

    public string Name { get; }

    public string ContentType { get; }

    /// <summary>Where the content is written, as UTF-8 without a mark.</summary>
    public StreamWriter Text { get; }

    /// <summary>Hashes what was written and puts it into the blob store.</summary>
    public async Task<ExportedEntry> StoreAsync(IBlobStore blobs, string blobName, CancellationToken cancellationToken)
    {
        await Text.FlushAsync(cancellationToken);
        _disk.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(_disk, cancellationToken));
        var length = _disk.Length;
        _disk.Position = 0;
        await blobs.PutAsync(blobName, _disk, ContentType, cancellationToken);
        return new(Name, ContentType, length, hash);
    }

    public async ValueTask DisposeAsync()
    {
        await Text.DisposeAsync();
        await _disk.DisposeAsync();
    }
}
