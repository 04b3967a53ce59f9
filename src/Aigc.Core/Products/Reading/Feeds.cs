namespace Aigc.Core.Products.Reading;

/// <summary>Refusals of whole feeds.</summary>
internal static class Feeds
{
    public static ProblemException Unreadable(string why) => new("feed-unreadable", $"The feed cannot be read: {why}.", 422);
    public static ProblemException TooLarge(string why) => new("feed-too-large", $"The feed is too large: {why}.", 413);
}
