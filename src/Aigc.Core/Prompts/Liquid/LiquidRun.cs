using System.Text.Json.Nodes;
using Fluid;
using Fluid.Values;

namespace Aigc.Core.Prompts;

/// <summary>Fills parts with one set of values and remembers what was missing. Steps and size are bounded.</summary>
internal sealed class LiquidRun
{
    private const int MaxText = 200_000;
    private static readonly TemplateOptions Options = CreateOptions();
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, JsonNode?> _values;

    public LiquidRun(IReadOnlyDictionary<string, JsonNode?> values) => _values = values;

    /// <summary>Variables that would have been written and were blank.</summary>
    public IReadOnlySet<string> Missing => _missing;

    /// <exception cref="ProblemException"><c>prompt-too-large</c> (422).</exception>
    public string Render(LiquidPart part)
    {
        var context = new TemplateContext(Options, StringComparer.Ordinal) { Undefined = name => new ValueTask<FluidValue>(new MissingValue(name, Report)) };
        foreach (var (name, value) in _values) context.SetValue(name, value is null ? new MissingValue(name, Report) : new DataValue(value, name, Report));
        using var text = new BoundedWriter(MaxText);
        try
        {
            // Nothing in the values or filters waits, so the task is done when it is returned.
            part.Parsed.RenderAsync(text, NullEncoder.Default, context).AsTask().GetAwaiter().GetResult();
        }
        catch (InvalidOperationException tooLong) when (tooLong is not ObjectDisposedException)
        {
            throw new ProblemException("prompt-too-large", "The template takes too many steps.", 422);
        }
        return text.ToString();
    }

    private void Report(string path) => _missing.Add(path);

    private static TemplateOptions CreateOptions()
    {
        var options = new TemplateOptions { MaxSteps = 10_000, MaxRecursion = 20 };
        LiquidFilters.Replace(options.Filters);
        return options;
    }
}
