using System.ComponentModel.DataAnnotations;

namespace Aigc.Core.Text.Gateway;

/// <summary>What a tuned model rests on. Section <c>Aigc:Text:Models:ID:Adapter</c>. Servers such as vLLM serve an adapter under a name of its own beside its base.</summary>
public sealed class AdapterOptions
{
    /// <summary>Id of a configured model, an alias, or the name of open weights such as <c>Qwen/Qwen2.5-7B-Instruct</c>. Tokens are counted as the base counts them.</summary>
    [Required] public string Base { get; set; } = "";

    /// <summary>The id of the model ends with it: results record the id, and so the version.</summary>
    [Required, StringLength(50)] public string Version { get; set; } = "";

    /// <summary>SHA-256 of the export that it was trained on, as the summary of <c>batches/ID/tuning</c> gives it; or what else identifies the data.</summary>
    [StringLength(200)] public string? TrainedOn { get; set; }

    /// <summary>Licence of the weights, such as <c>Apache-2.0</c>.</summary>
    [StringLength(200)] public string? Licence { get; set; }
}
