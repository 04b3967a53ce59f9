using System.ComponentModel.DataAnnotations;

namespace Aigc.Azure.Storage;

/// <summary>Section <c>Aigc:Azure:Storage</c>: one storage account for blobs, records and queues.</summary>
public sealed class AzureStorageOptions : IValidatableObject
{
    /// <summary>With the account key in it: for an emulator or a development account.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Blob endpoint of the account, <c>https://NAME.blob.core.windows.net</c>; the host's identity signs in. Tables and queues lie beside it.</summary>
    public Uri? ServiceUri { get; set; }

    /// <summary>Container of all blobs. Default <c>aigc</c>.</summary>
    [RegularExpression("^[a-z0-9](-?[a-z0-9]){2,62}$")] public string Container { get; set; } = "aigc";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(ConnectionString) == ServiceUri is null)
            yield return new("Set either ConnectionString or ServiceUri.", [nameof(ConnectionString), nameof(ServiceUri)]);
        if (ServiceUri is not null && !ServiceUri.Host.Contains(".blob.", StringComparison.Ordinal))
            yield return new("ServiceUri is the blob endpoint of an account: https://NAME.blob.core.windows.net", [nameof(ServiceUri)]);
    }

    /// <summary>The account's endpoint of another service: <c>table</c>, <c>queue</c>.</summary>
    internal Uri EndpointOf(string service)
    {
        var host = ServiceUri!.Host;
        var at = host.IndexOf(".blob.", StringComparison.Ordinal);
        return new UriBuilder(ServiceUri) { Host = $"{host[..at]}.{service}.{host[(at + ".blob.".Length)..]}" }.Uri;
    }
}
