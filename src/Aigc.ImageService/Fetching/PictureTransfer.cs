using Aigc.ImageService.Decoding;
using Aigc.Net;

namespace Aigc.ImageService.Fetching;

/// <summary>Brings pictures in from addresses that callers name, and puts results where they say; both behind the guard.</summary>
internal sealed class PictureTransfer(GuardedHttp http)
{
    private const int LongestUrl = 2_000;

    /// <exception cref="ImageProblemException"><c>request-invalid</c> 400; <c>source-blocked</c>, <c>source-missing</c>, <c>source-too-large</c> 422; <c>source-unreachable</c> 502.</exception>
    public async Task<byte[]> FetchAsync(string url, CancellationToken cancellationToken)
    {
        try
        {
            return await http.GetAsync(AddressOf(url), ImageDecoder.MaxBytes, async (_, body, token) =>
            {
                using var copy = new MemoryStream();
                await body.CopyToAsync(copy, token);
                return copy.ToArray();
            }, cancellationToken);
        }
        catch (TransientException later)
        {
            throw new ImageProblemException("source-unreachable", later.Message, StatusCodes.Status502BadGateway, later);
        }
        catch (ProblemException problem)
        {
            throw new ImageProblemException(problem.Code, problem.Message, problem.Status);
        }
    }

    /// <returns>The address without its query: a signature is nobody else's business.</returns>
    /// <exception cref="ImageProblemException"><c>request-invalid</c> 400; <c>destination-blocked</c>, <c>destination-refused</c> 422; <c>destination-unreachable</c> 502.</exception>
    public async Task<string> SendAsync(string url, byte[] bytes, string contentType, CancellationToken cancellationToken)
    {
        var address = AddressOf(url);
        try
        {
            await http.PutAsync(address, bytes, contentType, cancellationToken);
            return address.GetLeftPart(UriPartial.Path);
        }
        catch (TransientException later)
        {
            throw new ImageProblemException("destination-unreachable", later.Message, StatusCodes.Status502BadGateway);
        }
        catch (ProblemException problem)
        {
            throw new ImageProblemException(problem.Code.Replace("source-", "destination-", StringComparison.Ordinal), problem.Message, problem.Status);
        }
    }

    private static Uri AddressOf(string url) => url.Length <= LongestUrl && Uri.TryCreate(url, UriKind.Absolute, out var address) ? address
        : throw new ImageProblemException("request-invalid", $"An address is absolute and has at most {LongestUrl} characters.", 400);
}
