using Aigc.Contracts.Items;

namespace Aigc.Core.Text.Photos;

/// <summary>Where the photo of a product is.</summary>
/// <param name="Link">As the feed gives it.</param>
/// <param name="MediaPrefix">Of the feed's media; null: relative links are refused.</param>
/// <param name="Kept">As the batch has kept it; null: it is fetched.</param>
internal sealed record PhotoSource(string? Link, string? MediaPrefix = null, AssetRef? Kept = null);
