using System.Globalization;
using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;

namespace Aigc.ImageService.Api;

/// <summary>A step as a query: <c>?width=800&amp;height=800&amp;format=png</c>, for trying a picture out by hand.</summary>
internal static class StepQuery
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "name", "width", "height", "quality", "format", "template", "category", "model", "market", "labels", "shadow", "engine", "fallback", "prompt", "strength", "maxBytes", "margin", "seed", "overrule",
    };

    public static ImageStep Read(IQueryCollection query, string op)
    {
        // A misspelt market must not become none.
        if (query.Keys.FirstOrDefault(name => !Known.Contains(name)) is { } unknown) throw new ImageProblemException("request-invalid", $"'{unknown}' is not known here; there are {string.Join(", ", Known)}.", 400);
        var step = new ImageStep(op, Text(query, "name") ?? op);
        return step with
        {
            Width = Number(query, "width"),
            Height = Number(query, "height"),
            Quality = Number(query, "quality"),
            Format = Text(query, "format"),
            Template = Text(query, "template"),
            Category = Text(query, "category"),
            Model = Text(query, "model"),
            Market = Text(query, "market"),
            Labels = Text(query, "labels"),
            Shadow = Text(query, "shadow") is { } shadow ? ShadowOf(shadow) : null,
            Engine = Text(query, "engine"),
            Fallback = Text(query, "fallback") == "true",
            Paint = PaintOf(Text(query, "prompt"), Share(query, "strength")),
            MaxBytes = Number(query, "maxBytes"),
            Margin = Share(query, "margin"),
        };
    }

    public static ulong Seed(IQueryCollection query) =>
        Text(query, "seed") is not { } seed ? 0 : ulong.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw Bad("seed");

    public static IReadOnlyList<string>? Overrule(IQueryCollection query) => Text(query, "overrule")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string? Text(IQueryCollection query, string name) => query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    private static PaintSpec? PaintOf(string? prompt, double? strength) => prompt is null && strength is null ? null : new(prompt) { Strength = strength };

    private static ShadowKind ShadowOf(string text) => text switch
    {
        "none" => ShadowKind.None,
        "contact" => ShadowKind.Contact,
        "natural" => ShadowKind.Natural,
        _ => throw new ImageProblemException("request-invalid", $"The shadow '{text}' is none of none, contact, natural.", 400),
    };

    private static int? Number(IQueryCollection query, string name) =>
        Text(query, name) is not { } text ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw Bad(name);

    private static double? Share(IQueryCollection query, string name) =>
        Text(query, name) is not { } text ? null : double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : throw Bad(name);

    private static ImageProblemException Bad(string name) => new("request-invalid", $"'{name}' is not a number.", 400);
}
