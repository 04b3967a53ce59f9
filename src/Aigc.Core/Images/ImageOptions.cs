using System.ComponentModel.DataAnnotations;

namespace Aigc.Core.Images;

/// <summary>Where the image service is. Section <c>Aigc:Images</c>.</summary>
public sealed class ImageOptions
{
    /// <summary>Base address. Default: the service on this machine.</summary>
    [Required] public Uri Endpoint { get; set; } = new("http://127.0.0.1:5090");

    /// <summary>Sent as <c>x-api-key</c>; one of the service's own keys.</summary>
    public string? Key { get; set; }

    /// <summary>Code of the service that makes the pictures, for the label of AI-made ones (GB 45438): such as <c>001191110102MAD55U9H0F10002</c>. Null: nobody is named.</summary>
    [StringLength(100)] public string? ContentProducer { get; set; }

    /// <summary>Longest wait for one picture. Default 2 minutes.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);
}
