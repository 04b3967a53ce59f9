using System.Globalization;

namespace Aigc.Core.Prompts;

/// <summary>How a template is named: <c>title</c> (its production), <c>title:spring</c> (a label), <c>title@3</c> (a version), <c>title@0</c> (the shipped starter).</summary>
internal sealed record PromptReference(string Name, int? Version = null, string? Hash = null, string Label = PromptReference.Production)
{
    public const string Production = "production";
    public const string Canary = "canary";
    public const string Latest = "latest";

    /// <summary>Null where it is no reference.</summary>
    public static PromptReference? Parse(string text)
    {
        var (name, rest) = text.IndexOfAny(['@', ':']) is >= 0 and var at ? (text[..at], text[at..]) : (text, "");
        if (!PromptKey.IsName(name)) return null;
        if (rest.Length == 0) return new(name);
        return Selected(name, rest[0] == '@', rest[1..]);
    }

    /// <summary>Reads <c>3</c> or a label that belongs to a name.</summary>
    public static PromptReference? Parse(string name, string? selector) =>
        !PromptKey.IsName(name) ? null : selector is not { Length: > 0 } ? new(name) : Selected(name, char.IsAsciiDigit(selector[0]), selector);

    private static PromptReference? Selected(string name, bool isVersion, string selector)
    {
        if (!isVersion) return PromptKey.IsName(selector) ? new(name, Label: selector) : null;
        // A starter's version carries the hash of its words, because they change with releases of the product.
        var parts = selector.Split('.', 2);
        return int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && (parts.Length == 1 || version == 0) ? new(name, version, parts.ElementAtOrDefault(1)) : null;
    }
}
