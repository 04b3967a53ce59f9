using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Aigc.Core.Storage;

namespace Aigc.Local.Storage;

/// <summary>
/// Blobs as files under one folder. A blob is written to a temporary file, flushed to the disk and renamed into place, so that a reader
/// or a crash never sees half of one. A content type that the name does not tell lies beside it.
/// </summary>
internal sealed partial class FileBlobStore : IBlobStore
{
    private const string TypeSuffix = "~type";
    private readonly string _root;
    private readonly string _temporary;
    private readonly SignedFileUrls _urls;

    public FileBlobStore(string folder, SignedFileUrls urls)
    {
        _root = Path.GetFullPath(folder);
        _temporary = Path.Combine(Path.GetDirectoryName(_root)!, Path.GetFileName(_root) + ".tmp");
        _urls = urls;
        Directory.CreateDirectory(_root);
        Directory.CreateDirectory(_temporary);
    }

    public async Task<bool> PutIfAbsentAsync(string name, Stream content, string contentType, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        if (File.Exists(path)) return false;
        var written = await WriteAsync(content, cancellationToken);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (contentType != TypeOf(name) && !File.Exists(path + TypeSuffix)) await WriteTypeAsync(path, contentType, cancellationToken);
            // A hard link fails where the name is taken: the one atomic "create if absent" that moves whole files.
            return Link(written, path);
        }
        finally
        {
            File.Delete(written);
        }
    }

    public async Task PutAsync(string name, Stream content, string contentType, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        var written = await WriteAsync(content, cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (contentType == TypeOf(name)) File.Delete(path + TypeSuffix);
        else await WriteTypeAsync(path, contentType, cancellationToken);
        File.Move(written, path, overwrite: true);
    }

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<BlobProperties?> GetPropertiesAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult(Properties(name, new FileInfo(PathOf(name))));

    public async IAsyncEnumerable<BlobProperties> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        var folder = Path.Combine(_root, prefix[..(prefix.LastIndexOf('/') + 1)]);
        if (!Path.GetFullPath(folder + "/").StartsWith(_root + "/", StringComparison.Ordinal) || !Directory.Exists(folder)) yield break;
        foreach (var file in Walk(new DirectoryInfo(folder)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = Path.GetRelativePath(_root, file.FullName);
            if (name.StartsWith(prefix, StringComparison.Ordinal) && Properties(name, file) is { } properties) yield return properties;
        }
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        if (!File.Exists(path)) return Task.FromResult(false);
        File.Delete(path);
        File.Delete(path + TypeSuffix);
        return Task.FromResult(true);
    }

    public Task<Uri> GetReadUrlAsync(string name, TimeSpan validity, CancellationToken cancellationToken = default)
    {
        _ = PathOf(name);
        return Task.FromResult(_urls.Sign(name, validity));
    }

    // Ordinal order of whole names: a folder sorts as its name with the slash that follows it.
    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder)
    {
        var entries = folder.EnumerateFileSystemInfos().Where(entry => !entry.Name.EndsWith(TypeSuffix, StringComparison.Ordinal))
            .OrderBy(entry => entry is DirectoryInfo ? entry.Name + "/" : entry.Name, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry is FileInfo file) yield return file;
            else foreach (var inner in Walk((DirectoryInfo)entry)) yield return inner;
        }
    }

    private static BlobProperties? Properties(string name, FileInfo file)
    {
        if (!file.Exists) return null;
        var type = File.Exists(file.FullName + TypeSuffix) ? File.ReadAllText(file.FullName + TypeSuffix) : TypeOf(name);
        return new(name, file.Length, type, file.LastWriteTimeUtc, $"\"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}\"");
    }

    // Most blobs are of the type that their name says: those cost one file and one sync, not two.
    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".csv" => "text/csv",
        ".html" => "text/html",
        ".jpg" => "image/jpeg",
        ".json" => "application/json",
        ".jsonl" => "application/x-ndjson",
        ".png" => "image/png",
        ".webp" => "image/webp",
        _ => "application/octet-stream",
    };

    private string PathOf(string name) => Path.Combine(_root, BlobName.Checked(name));

    // The type is renamed into place as the content is: a reader beside a writer finds the old one or the new one, never an open file.
    private async Task WriteTypeAsync(string path, string contentType, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(contentType));
        File.Move(await WriteAsync(content, cancellationToken), path + TypeSuffix, overwrite: true);
    }

    private async Task<string> WriteAsync(Stream content, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_temporary, RandomNumberGenerator.GetHexString(24));
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        // What is in memory already goes out in one call.
        if (content is MemoryStream memory) memory.CopyTo(file);
        else await content.CopyToAsync(file, cancellationToken);
        file.Flush(flushToDisk: true);
        return path;
    }

    private static bool Link(string from, string to)
    {
        if (link(from, to) == 0) return true;
        return File.Exists(to) ? false : throw new IOException($"Could not create '{to}' (errno {System.Runtime.InteropServices.Marshal.GetLastPInvokeError()}).");
    }

    [System.Runtime.InteropServices.LibraryImport("libc", SetLastError = true, StringMarshalling = System.Runtime.InteropServices.StringMarshalling.Utf8)]
    private static partial int link(string from, string to);
}
