using System.ComponentModel.DataAnnotations;
using Aigc.Core.Text.Gateway;

namespace Aigc.Core.Text;

/// <summary>Who writes. Section <c>Aigc:Text</c>.</summary>
public sealed class TextOptions
{
    public const string Offline = "offline";

    /// <summary>
    /// <c>offline</c> (the rule-based writer, default) or the name of a provider that the host registers, such as <c>azure-openai</c>: the model
    /// of that name, which is used where nothing names one.
    /// </summary>
    [Required] public string Provider { get; set; } = Offline;

    /// <summary>Id of the model that is used where nothing names one. Default: that of <see cref="Provider"/>.</summary>
    public string? DefaultModel { get; set; }

    /// <summary>Models by id, beside <c>offline</c>.</summary>
    public Dictionary<string, ModelOptions> Models { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Other names of models, each with the ids that may stand for it, best first. Retired names (gpt-3.5, palm2, ...) are known already; what stands here goes before.</summary>
    public Dictionary<string, List<string>> Aliases { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where this host runs, in the words of the models' regions: among models that do as well the nearer one is taken.</summary>
    public string? Region { get; set; }

    /// <summary>How much of a busy model each tenant gets beside the others. Default 1 each.</summary>
    public Dictionary<string, double> TenantWeights { get; set; } = new(StringComparer.Ordinal);
}
