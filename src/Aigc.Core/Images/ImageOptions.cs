using System.ComponentModel.DataAnnotations;

namespace Aigc.Core.Images;

/// <summary>Where the image service is. Section <c>Aigc:Images</c>.</summary>
public sealed class ImageOptions : IValidatableObject
{
    /// <summary>Base address. Default: the service on this machine.</summary>
    [Required] public Uri Endpoint { get; set; } = new("http://127.0.0.1:5090");

    /// <summary>Sent as <c>x-api-key</c>; one of the service's own keys.</summary>
    public string? Key { get; set; }

    /// <summary>Code of the service that makes the pictures, for the label of AI-made ones (GB 45438): such as <c>001191110102MAD55U9H0F10002</c>. Null: nobody is named.</summary>
    [StringLength(100)] public string? ContentProducer { get; set; }

    /// <summary>How long the service may work before it answers with a job instead of the pictures. Default 20 seconds, 1 to 200.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:03:20")] public TimeSpan Wait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Longest wait for one answer over HTTP, with what is sent and received. Default 2 minutes; more than <see cref="Wait"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:04:00")] public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest wait for the pictures of one request, however many answers that takes; then its job is cancelled. Default 10 minutes, at most 25: an activity has 30.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:25:00")] public TimeSpan Deadline { get; set; } = TimeSpan.FromMinutes(10);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Wait >= Timeout) yield return new("Aigc:Images: Timeout is longer than Wait, or no job would ever be heard of.", [nameof(Timeout), nameof(Wait)]);
        if (Deadline < Timeout) yield return new("Aigc:Images: Deadline is not shorter than Timeout.", [nameof(Deadline), nameof(Timeout)]);
    }
}
