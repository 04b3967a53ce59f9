using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Aigc.Core.Products.Cleaning;

/// <summary>Text as a reader sees it: no mark-up, no invisible characters, single spaces, composed letters.</summary>
internal static class TextCleaner
{
    private static readonly HashSet<string> Silent = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "noscript", "template", "iframe", "object", "svg", "head", "title" };
    private static readonly HashSet<string> Inline = new(StringComparer.OrdinalIgnoreCase) { "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u" };

    /// <param name="maxLength">In characters; longer text is cut at a word.</param>
    public static string Clean(string text, int maxLength)
    {
        var visible = text.AsSpan().IndexOfAny('<', '&') < 0 ? text : StripMarkup(text);
        return Cut(Collapse(CharacterFolding.Compose(visible)), maxLength);
    }

    /// <summary>The text up to the last word that fits.</summary>
    public static string Cut(string text, int maxLength)
    {
        if (text.Length <= maxLength) return text;
        var end = char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength;
        var space = text[end] == ' ' ? end : text.LastIndexOf(' ', end - 1);
        return text[..(space > end / 2 ? space : end)].TrimEnd();
    }

    // Iterative: hostile mark-up nests deeper than a stack.
    private static string StripMarkup(string text)
    {
        var document = new HtmlParser().ParseDocument("<body>" + text);
        var result = new StringBuilder(text.Length);
        var node = (INode?)document.Body;
        while (node is not null)
        {
            if (node is IText words) result.Append(words.Data);
            if (node is IElement { LocalName: var name } && !Inline.Contains(name)) result.Append(' ');
            var silent = node is IElement element && Silent.Contains(element.LocalName);
            node = !silent && node.FirstChild is { } child ? child : After(node, document.Body!, result);
        }

        return result.ToString();
    }

    private static INode? After(INode? node, INode root, StringBuilder result)
    {
        while (node is not null && node != root)
        {
            if (node.NextSibling is { } next) return next;
            node = node.Parent;
            if (node is IElement { LocalName: var name } && !Inline.Contains(name)) result.Append(' ');
        }

        return null;
    }

    private static string Collapse(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || (char.IsControl(c) && c is not '\0'))
            {
                if (result.Length > 0 && result[^1] != ' ') result.Append(' ');
            }
            else if (c != '\0' && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.PrivateUse))
            {
                result.Append(c);
            }
        }

        return result.ToString().TrimEnd();
    }
}
