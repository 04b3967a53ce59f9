using Aigc.Contracts.Items;

namespace Aigc.Core.Text.Offline;

/// <summary>One language of the rule-based writer. Everything best first.</summary>
internal interface ICopyComposer
{
    string SentenceGap { get; }

    string Title(int maxLength);

    /// <summary>The title, and others that say more of one or two facts, each with the words that they say beside the name.</summary>
    IEnumerable<(string Text, string Basis)> Titles(int maxLength);

    IEnumerable<string> Points();

    IEnumerable<string> Sentences();

    IEnumerable<AttributeValue> Attributes();

    IEnumerable<string> Headlines();

    /// <param name="columns">What a line has room for.</param>
    IEnumerable<string> AdLines(int columns);

    IEnumerable<Keyword> Keywords();
}
