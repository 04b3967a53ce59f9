using Aigc.Contracts.Items;

namespace Aigc.Core.Text.Offline;

/// <summary>One language of the rule-based writer.</summary>
internal interface ICopyComposer
{
    string SentenceGap { get; }

    string Title(int maxLength);

    /// <summary>Best first.</summary>
    IEnumerable<string> Points();

    IEnumerable<string> Sentences();

    IEnumerable<AttributeValue> Attributes();
}
