namespace Aigc.Contracts.Recipes;

/// <summary>The names of outputs. A copy slot is <c>kind.language</c> (<c>title.en</c>); image slots, <c>attributes</c> and <c>category</c> stand alone.</summary>
public static class Slots
{
    public const string Attributes = "attributes";
    public const string Title = "title";
    public const string Highlights = "highlights";
    public const string Description = "description";
    public const string Category = "category";
    public const string Ad = "ad";
    public const string Keywords = "keywords";
    public const string Ideas = "ideas";
    public const string ImageWhite = "image.white";
    public const string ImageTransparent = "image.transparent";
    public const string ImageScene = "image.scene";
    public const string ImageTryOn = "image.tryon";

    public static readonly IReadOnlyList<string> CopyKinds = [Attributes, Category, Title, Highlights, Description, Ad, Keywords, Ideas];
    public static readonly IReadOnlyList<string> ImageKinds = [ImageWhite, ImageTransparent, ImageScene, ImageTryOn];

    public static bool IsImage(string slot) => slot.StartsWith("image.", StringComparison.Ordinal);

    /// <summary>The slot without its language: <c>title.zh-CN</c> gives <c>title</c>, <c>image.white</c> stays.</summary>
    public static string KindOf(string slot) => IsImage(slot) || !slot.Contains('.') ? slot : slot[..slot.IndexOf('.')];

    /// <summary>The language of a copy slot, or null where it names none.</summary>
    public static string? LanguageOf(string slot) => IsImage(slot) || !slot.Contains('.') ? null : slot[(slot.IndexOf('.') + 1)..];

    /// <summary>A copy slot with the language that it is written in; others stay as they are.</summary>
    public static string WithLanguage(string slot, string language) => IsImage(slot) || slot == Category || LanguageOf(slot) is not null ? slot : $"{slot}.{language}";
}
