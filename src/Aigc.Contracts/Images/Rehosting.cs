namespace Aigc.Contracts.Images;

/// <summary>The body of <c>POST /v1/images:rehost</c>.</summary>
/// <param name="Urls">1 to 50 public addresses.</param>
/// <param name="Thumbnail">Longest side in pixels, 16 to 1024; null: 256.</param>
public sealed record RehostRequest(IReadOnlyList<string> Urls, int? Thumbnail = null);

/// <summary>One entry an address, in their order; one that fails fails alone.</summary>
public sealed record RehostResponse(IReadOnlyList<RehostedImage> Images);

/// <param name="Original">The very bytes, under an address that never changes; null where there is a problem.</param>
/// <param name="Known">The same bytes lay there already, from this or another address.</param>
/// <param name="Problem">Why the picture was not taken.</param>
public sealed record RehostedImage(string Source, StoredPicture? Original = null, StoredPicture? Thumbnail = null, bool Known = false, ImageProblem? Problem = null);
