using System.Xml.Linq;
using Aigc.Contracts.Images;
using static Aigc.ImageService.Provenance.XmpNames;

namespace Aigc.ImageService.Provenance;

/// <summary>
/// What XMP says of the files that a file was made from (ISO 16684-1, <c>xmpMM:DerivedFrom</c> and <c>xmpMM:Ingredients</c>): references whose
/// <c>stRef:documentID</c> is <c>sha256:</c> and the hash. References of other software are no hashes, and are left out.
/// </summary>
internal sealed class XmpReferences
{
    private const string Scheme = "sha256:";
    private const int Hash = 64;
    private const int MaxIngredients = 8;
    private static readonly XName DerivedFrom = Media + "DerivedFrom";
    private static readonly XName Ingredients = Media + "Ingredients";
    private static readonly XName Document = Reference + "documentID";
    private static readonly XName Original = Reference + "originalDocumentID";
    private readonly List<string> _ingredients = [];
    private XName? _within;
    private string? _parent;
    private string? _original;

    /// <summary>What was read; null where no parent is named.</summary>
    public Descent? Descent => _parent is null ? null : new(_parent, _original ?? _parent, _ingredients);

    public static IEnumerable<XElement> Write(Descent descent)
    {
        yield return new(DerivedFrom, Resource, new XElement(Document, Scheme + descent.Parent), new XElement(Original, Scheme + descent.Original));
        if (descent.Ingredients.Count == 0) yield break;
        yield return new(Ingredients, new XElement(Rdf + "Bag", descent.Ingredients.Select(hash => new XElement(Rdf + "li", Resource, new XElement(Document, Scheme + hash)))));
    }

    public void Enter(XName element)
    {
        if (element == DerivedFrom || element == Ingredients) _within = element;
    }

    public void Leave(XName element)
    {
        if (element == _within) _within = null;
    }

    public void Take(XName name, string value)
    {
        if (_within is null || HashIn(value) is not { } hash) return;
        if (_within == DerivedFrom && name == Document) _parent ??= hash;
        else if (_within == DerivedFrom && name == Original) _original ??= hash;
        else if (_within == Ingredients && name == Document && _ingredients.Count < MaxIngredients) _ingredients.Add(hash);
    }

    private static XAttribute Resource => new(Rdf + "parseType", "Resource");

    private static string? HashIn(string value) =>
        value.Length == Scheme.Length + Hash && value.StartsWith(Scheme, StringComparison.Ordinal) && value[Scheme.Length..].All(char.IsAsciiHexDigitLower) ? value[Scheme.Length..] : null;
}
