using Fluid;

namespace Aigc.Core.Prompts;

/// <summary>A prompt of four parts (Instruction, Context, Input Data, Output Indicator) with Liquid variables.</summary>
/// <param name="Version">First 12 hex digits of the SHA-256 of the text: it changes when the words do.</param>
internal sealed record PromptTemplate(string Name, string Version, IFluidTemplate Parsed)
{
    /// <summary>As recorded on results: <c>title@1a2b3c4d5e6f</c>.</summary>
    public string Id => $"{Name}@{Version}";
}
