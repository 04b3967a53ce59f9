using Fluid;

namespace Aigc.Core.Prompts;

/// <summary>Fills a template. Pure: the same template and values give the same prompt. A variable without a value is an error, never a blank.</summary>
internal static class PromptRenderer
{
    private static readonly TemplateOptions Options = new() { MaxSteps = 10_000 };

    /// <exception cref="ProblemException"><c>unresolved-variables</c> (422), with their names.</exception>
    public static string Render(PromptTemplate template, IReadOnlyDictionary<string, object?> values)
    {
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        var context = new TemplateContext(Options) { Undefined = name => { missing.Add(name); return ValueTask.FromResult<Fluid.Values.FluidValue>(Fluid.Values.NilValue.Instance); } };
        foreach (var (name, value) in values) context.SetValue(name, value ?? "");
        var prompt = template.Parsed.Render(context);
        return missing.Count == 0 ? prompt : throw new ProblemException("unresolved-variables", $"The template '{template.Name}' has no value for: {string.Join(", ", missing)}.", 422);
    }
}
