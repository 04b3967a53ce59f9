namespace Aigc.Contracts.Items;

public enum IdeaKind
{
    /// <summary>What to advertise the product under: an occasion, a user, a use.</summary>
    Theme,

    /// <summary>A background for its picture: what the <c>template</c> of <c>image.scene</c> takes.</summary>
    Scene,

    /// <summary>Another title.</summary>
    Title,
}

/// <summary>Something to try with a product.</summary>
/// <param name="Score">0 to 1: how well it suits the product, how much it is asked for and how it has done, together.</param>
/// <param name="Reason">What speaks for it, for people, in the language of the slot where that is English or Chinese.</param>
public sealed record Idea(IdeaKind Kind, string Text, double Score, string Reason)
{
    /// <summary>The words of the product, or of what such products are called and used for, that it rests on; of a scene: the category that it suits.</summary>
    public string? Basis { get; init; }

    /// <summary>The trend that speaks loudest for it; null: none does.</summary>
    public string? Trend { get; init; }

    /// <summary>How the like of it has done; null: nobody knows.</summary>
    public IdeaResults? Results { get; init; }
}

/// <summary>The rows of past results that an idea is judged by, together.</summary>
/// <param name="ClickRate">0 to 1, brought towards the usual one where the rows say little.</param>
/// <param name="UsualRate">Of all rows of the kind.</param>
public sealed record IdeaResults(int Rows, long Impressions, long Clicks, long? Conversions, double ClickRate, double UsualRate);
