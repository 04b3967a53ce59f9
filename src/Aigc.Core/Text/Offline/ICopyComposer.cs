using Aigc.Contracts.Items;

namespace Aigc.Core.Text.Offline;

/// <summary>One language of the rule-based writer. Everything best first.</summary>
internal interface ICopyComposer
{
    string SentenceGap { get; }

    string Title(int maxLength);

    IEnumerable<string> Points();

    IEnumerable<string> Sentences();

    IEnumerable<AttributeValue> Attributes();

    IEnumerable<string> Headlines();

    /// <param name="columns">What a line has room for.</param>
    IEnumerable<string> AdLines(int columns);

    IEnumerable<Keyword> Keywords();
}
