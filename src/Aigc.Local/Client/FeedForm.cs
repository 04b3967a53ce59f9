using Aigc.Core.Products;

namespace Aigc.Local.Client;

/// <summary>A feed as a multipart form: the file, its recipe, and the pictures that lie beside it and that it names.</summary>
internal static class FeedForm
{
    public static async Task<MultipartFormDataContent> CreateAsync(string feed, string? recipe, CancellationToken cancellationToken)
    {
        var form = new MultipartFormDataContent { { new StreamContent(File.OpenRead(feed)), "feed", Path.GetFileName(feed) } };
        if (recipe is not null) form.Add(new ByteArrayContent(await File.ReadAllBytesAsync(recipe, cancellationToken)) { Headers = { ContentType = new("application/json") } }, "recipe");
        var folder = Path.GetDirectoryName(Path.GetFullPath(feed))! + Path.DirectorySeparatorChar;
        await foreach (var link in LinksAsync(feed, cancellationToken))
        {
            // Never outside of the feed's own folder, whatever the feed says.
            var file = Path.GetFullPath(Path.Combine(folder, link));
            if (file.StartsWith(folder, StringComparison.Ordinal) && File.Exists(file)) form.Add(new LazyFileContent(file), "media", link);
        }
        return form;
    }

    private static async IAsyncEnumerable<string> LinksAsync(string feed, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(feed);
        var links = FeedImages.RelativeLinksAsync(content, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (links)
            while (await NextAsync(links)) yield return links.Current;
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<string> links)
    {
        try
        {
            return await links.MoveNextAsync();
        }
        catch (ProblemException unreadable)
        {
            throw new ApiException(unreadable.Message);
        }
    }

    /// <summary>Opens its file only when it is sent, so that a feed of many pictures holds few open.</summary>
    private sealed class LazyFileContent(string path) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await using var file = File.OpenRead(path);
            await file.CopyToAsync(stream);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = new FileInfo(path).Length;
            return true;
        }
    }
}
