namespace Aigc.ImageService.Decoding;

/// <summary>An input that cannot be worked on; becomes an RFC 9457 problem.</summary>
/// <param name="code">Last part of the problem's type: <c>image-too-large</c>, <c>unsupported-format</c>, <c>decode-failed</c>, <c>request-invalid</c>.</param>
internal sealed class ImageProblemException(string code, string message, int status, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;
    public int Status { get; } = status;
}
