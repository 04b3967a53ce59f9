namespace Aigc.Core.Images;

/// <param name="ContentType">Told from the bytes, not from what the host says.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record FetchedSource(byte[] Bytes, string ContentType, string Sha256);
