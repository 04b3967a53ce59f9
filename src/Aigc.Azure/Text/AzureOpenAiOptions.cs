using System.ComponentModel.DataAnnotations;

namespace Aigc.Azure.Text;

/// <summary>Section <c>Aigc:Azure:OpenAI</c>.</summary>
public sealed class AzureOpenAiOptions
{
    [Required] public Uri? Endpoint { get; set; }

    /// <summary>Name of the chat deployment.</summary>
    [Required] public string Deployment { get; set; } = "";

    /// <summary>Null: the host's identity is used.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Longest wait for one answer. Default 100 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);
}
