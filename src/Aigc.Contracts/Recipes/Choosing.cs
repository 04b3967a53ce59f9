namespace Aigc.Contracts.Recipes;

/// <summary>Decision factors: which products of the feed are worth generating for. Nothing is made of the others and nothing spent on them; they stand in the results as skipped, with what was measured.</summary>
public sealed record ChoosingPlan
{
    /// <summary><c>all</c> rules must be met, <c>any</c> one of them, or by <c>score</c>: the weights of those that are met must reach <see cref="AtLeast"/>.</summary>
    public string Match { get; init; } = Matches.All;

    /// <summary>The score from which a product is chosen; for <c>score</c> alone, and needed there.</summary>
    public double? AtLeast { get; init; }

    public required IReadOnlyList<ChoosingRule> Rules { get; init; }
}

/// <summary>One factor and what it must come to.</summary>
public sealed record ChoosingRule
{
    /// <summary>One of <see cref="Factors"/>.</summary>
    public required string Factor { get; init; }

    /// <summary>Column of the feed, as it stands there: for <c>field</c> (<c>price</c>, <c>availability</c>, <c>custom_label_0</c>, ...) and <c>text-length</c> (<c>title</c> or <c>description</c>).</summary>
    public string? Field { get; init; }

    /// <summary>Met by these values, whatever their case; a category also by those beneath it.</summary>
    public IReadOnlyList<string>? In { get; init; }

    public double? AtLeast { get; init; }
    public double? AtMost { get; init; }

    /// <summary>What it counts for where the products are chosen by score.</summary>
    public double Weight { get; init; } = 1;
}

/// <summary>What rules can go by. Those of the photo are known after screening, all others from the feed.</summary>
public static class Factors
{
    /// <summary>The value of a column.</summary>
    public const string Field = "field";

    /// <summary>How many key attributes of its category the feed does not give; the gap report counts the same.</summary>
    public const string MissingAttributes = "missing-attributes";

    /// <summary>Characters of the title or the description, as people count them; 0 where there is none.</summary>
    public const string TextLength = "text-length";

    /// <summary>What screening says of the photo: <c>pass</c>, <c>fix</c>, <c>reject</c>, or <c>missing</c> where there is none that can be read.</summary>
    public const string Photo = "photo";

    /// <summary>100 for a photo without a fault, 20 less for each that can be fixed or was overruled, not below 20; 0 where it is refused or missing.</summary>
    public const string PhotoScore = "photo-score";

    public static bool IsOfPhoto(string factor) => factor is Photo or PhotoScore;
}

public static class Matches
{
    public const string All = "all";
    public const string Any = "any";
    public const string Score = "score";
}
