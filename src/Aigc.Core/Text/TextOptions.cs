using System.ComponentModel.DataAnnotations;

namespace Aigc.Core.Text;

/// <summary>Who writes. Section <c>Aigc:Text</c>.</summary>
public sealed class TextOptions
{
    public const string Offline = "offline";

    /// <summary><c>offline</c> (the rule-based writer, default) or the name of a provider that the host registers, such as <c>azure-openai</c>.</summary>
    [Required] public string Provider { get; set; } = Offline;
}
