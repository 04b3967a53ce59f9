namespace Azure.AI.ContentSafety;

public partial class TextBlocklistMatch
{
    internal TextBlocklistMatch(string blocklistName, string blocklistItemId, string blocklistItemText)
        => (BlocklistName, BlocklistItemId, BlocklistItemText) = (blocklistName, blocklistItemId, blocklistItemText);

    public string BlocklistItemId { get; }

    public string BlocklistItemText { get; }

    public string BlocklistName { get; }
}
