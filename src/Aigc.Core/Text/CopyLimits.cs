using Aigc.Contracts.Recipes;

namespace Aigc.Core.Text;

/// <summary>
/// How long copy may be. Titles, descriptions and highlights as Google Merchant Center takes them (150, 5000, 150 characters); half of it where a character
/// carries about a word, so that the text takes the same room on the page. Ad lines as the channels publish them, in columns.
/// </summary>
internal static class CopyLimits
{
    private static readonly Dictionary<string, AdLimits> Ads = new(StringComparer.Ordinal)
    {
        // Responsive search ads: 3-15 headlines of 30, 2-4 descriptions of 90, a double-width character counts as two (support.google.com/google-ads/answer/7684791).
        ["search"] = new(30, 90, 5, 3),
        // Responsive display ads: 5 short headlines of 30, 5 descriptions of 90 (support.google.com/google-ads/answer/9848687).
        ["display"] = new(30, 90, 3, 2),
        // Feed ads: primary text of 125, headline of 40 before it is cut (facebook.com/business/ads-guide).
        ["social"] = new(40, 125, 3, 2),
    };

    public static int Of(string kind, string language)
    {
        var most = kind switch { Slots.Description => 5_000, Slots.Attributes => 1_000, Slots.Keywords => 80, _ => 150 };
        return TextLength.IsDense(language) ? most / 2 : most;
    }

    /// <summary>Of a theme to advertise under: a phrase.</summary>
    public static int Theme(string language) => TextLength.IsDense(language) ? 30 : 60;

    public static AdLimits OfAd(string? channel) => Ads[channel ?? "search"];
}

/// <summary>Columns of a line, and how many lines are asked for.</summary>
internal sealed record AdLimits(int Headline, int Description, int Headlines, int Descriptions);
