namespace Aigc.Core.Prompts;

/// <summary>Section <c>Aigc:Prompts</c>.</summary>
public sealed class PromptOptions
{
    /// <summary>Labels that only an admin moves. Default: <c>production</c>.</summary>
    public IReadOnlyList<string> ProtectedLabels { get; set; } = [PromptReference.Production];
}
