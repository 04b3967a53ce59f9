using System.Text.RegularExpressions;
using Aigc.Contracts.Items;

namespace Aigc.Core.Text.Offline;

/// <summary>Puts one space between Chinese and Latin letters or digits, as Chinese typesetting has it: 内置 GPS, 45L 背包; T恤 is one word.</summary>
internal sealed partial class SpacedComposer(ICopyComposer inner) : ICopyComposer
{
    public string SentenceGap => inner.SentenceGap;

    public string Title(int maxLength) => Spaced(inner.Title(maxLength));

    public IEnumerable<(string Text, string Basis)> Titles(int maxLength) => inner.Titles(maxLength).Select(title => (Spaced(title.Text), title.Basis));

    public IEnumerable<string> Points() => inner.Points().Select(Spaced);

    public IEnumerable<string> Sentences() => inner.Sentences().Select(Spaced);

    public IEnumerable<AttributeValue> Attributes() => inner.Attributes().Select(attribute => attribute with { Value = Spaced(attribute.Value) });

    public IEnumerable<string> Headlines() => inner.Headlines().Select(Spaced);

    public IEnumerable<string> AdLines(int columns) => inner.AdLines(columns).Select(Spaced);

    public IEnumerable<Keyword> Keywords() => inner.Keywords().Select(keyword => keyword with { Text = Spaced(keyword.Text) });

    public static string Spaced(string text) => Edge().Replace(text, " ");

    [GeneratedRegex(@"(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[\u4e00-\u9fff])(?<!\bT(?=恤))", RegexOptions.CultureInvariant)]
    private static partial Regex Edge();
}
