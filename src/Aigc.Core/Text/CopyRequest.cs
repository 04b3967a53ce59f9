using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;

namespace Aigc.Core.Text;

/// <summary>One piece of copy that is wanted.</summary>
/// <param name="Language">BCP 47 tag.</param>
public sealed record CopyRequest(string Tenant, Product Product, OutputSpec Output, string Language, CopyRules Rules)
{
    public string Kind => Slots.KindOf(Output.Slot);

    /// <summary>In characters: of the whole text, or of each selling point.</summary>
    public int MaxLength => Math.Min(Output.MaxLength ?? int.MaxValue, Kind switch { Slots.Description => 5_000, Slots.Attributes => 1_000, _ => 150 });

    public int Count => Output.Count ?? 5;
}
