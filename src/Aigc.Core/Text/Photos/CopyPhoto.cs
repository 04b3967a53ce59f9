using Aigc.Contracts.Models;
using Aigc.Contracts.Recipes;
using Aigc.Core.Text.Gateway;

namespace Aigc.Core.Text.Photos;

/// <summary>The photo of a product as a model is shown it.</summary>
public sealed record CopyPhoto(ReadOnlyMemory<byte> Bytes, string ContentType)
{
    /// <summary>Stands for a photo that nobody has fetched yet, where only the size of a call is asked.</summary>
    internal static CopyPhoto Any { get; } = new(ReadOnlyMemory<byte>.Empty, "image/jpeg");

    /// <summary>Whether it is an output that a photo could be shown for, whatever the model.</summary>
    internal static bool IsFor(OutputSpec output) => output.From is null && Slots.KindOf(output.Slot) == Slots.Attributes;

    /// <summary>Whether the call is one that a photo belongs to: attributes are asked for, of a product that has one, and the model sees.</summary>
    internal static bool IsWanted(CopyRequest request, ModelDescriptor model) =>
        IsFor(request.Output) && request.Source is null && request.Product.ImageLink is { Length: > 0 } && model.Can(ModelCapability.Vision);
}
