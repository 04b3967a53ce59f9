using System.ComponentModel.DataAnnotations;

namespace Aigc.Core.Delivery;

/// <summary>Section <c>Aigc:Delivery</c>.</summary>
public sealed class DeliveryOptions
{
    /// <summary>Address of this installation as others see it, such as <c>https://aigc.example.com</c>; null: links in files and events are relative.</summary>
    [Url]
    public string? PublicUrl { get; init; }
}
