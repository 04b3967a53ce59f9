using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Fetching;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Serving;

namespace Aigc.ImageService.Rehosting;

/// <summary>Takes pictures of other hosts over: fetched behind the guard, looked at, kept under their hash, with a thumbnail. One that fails fails alone.</summary>
internal sealed class Rehoster(PictureTransfer transfer, IPictureShelf shelf, PixelBudget pixels, TimeProvider time)
{
    public const string Route = "/v1/assets/";
    public const int AtOnce = 4;
    private const int Tries = 3;
    private const string Agent = "Aigc.ImageService/thumbnail";
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <param name="progressed">Told how many are done.</param>
    /// <exception cref="ImageProblemException"><c>store-not-configured</c> 409.</exception>
    public async Task<RehostResponse> RunAsync(IReadOnlyList<string> urls, int thumbnail, Action<int> progressed, CancellationToken cancellationToken)
    {
        var (images, done, gate) = (new RehostedImage[urls.Count], 0, new Lock());
        await Parallel.ForAsync(0, urls.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (i, token) =>
        {
            images[i] = await TakeAsync(urls[i], thumbnail, token);
            lock (gate) progressed(++done);
        });
        return new(images);
    }

    private async Task<RehostedImage> TakeAsync(string url, int thumbnail, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await FetchAsync(url, cancellationToken);
            using var taken = await pixels.TakeAsync(ImageDecoder.PixelsOf(bytes), cancellationToken);
            // Decoded whole before it is kept: what is broken further down is not taken over.
            var picture = ImageDecoder.DecodeWhole(bytes);
            var format = OutputFormats.Of(bytes)!.Value;
            var (name, known) = await shelf.KeepAsync(bytes, format.Name(), cancellationToken);
            var small = Small(bytes, picture, thumbnail);
            var (smallName, _) = await shelf.KeepAsync(small.Bytes, small.Format.Name(), cancellationToken);
            return new(url, Stored(name, format.ContentType(), bytes.Length, picture.Width, picture.Height), Stored(smallName, small.ContentType, small.Bytes.Length, small.Width, small.Height), known);
        }
        catch (ImageProblemException problem) when (problem.Code != "store-not-configured")
        {
            return new(url, Problem: ImageProblems.From(problem));
        }
    }

    // A host that is busy, or does not answer, may do so a little later; what it says no to stays a no.
    private async Task<byte[]> FetchAsync(string url, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await transfer.FetchAsync(url, cancellationToken);
            }
            catch (ImageProblemException later) when (later.InnerException is TransientException && attempt < Tries)
            {
                var pause = ((TransientException)later.InnerException).RetryAfter ?? FirstPause * (1 << (attempt - 1));
                if (pause > LongestPause) throw;
                await Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, time, cancellationToken);
            }
        }
    }

    private static EncodedPicture Small(byte[] bytes, Raster picture, int side)
    {
        var original = ProvenanceReader.Verify(bytes);
        var provenance = original.Record.Then(new(Making.Unchanged, "converted", Agent)) with { Descent = original.Descendant([]) };
        var format = picture.HasAlpha ? OutputFormat.Png : OutputFormat.Jpeg;
        return PictureEncoder.Encode(Rescaling.Within(picture, side, side), new(format), XmpPacket.Write(provenance));
    }

    private static StoredPicture Stored(string name, string contentType, long bytes, int width, int height) => new(Route + name, name[..64], contentType, bytes, width, height);
}
