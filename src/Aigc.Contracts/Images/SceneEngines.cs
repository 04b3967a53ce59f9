namespace Aigc.Contracts.Images;

/// <summary>What can make a <c>scene</c>, and for which tasks a model must be installed that it needs.</summary>
public static class SceneEngines
{
    /// <summary>Drawn by rules; the default, which needs no model.</summary>
    public const string Procedural = "procedural";

    /// <summary>What is around the product in the procedural scene is painted anew.</summary>
    public const string Inpaint = "inpaint";

    /// <summary>An empty background is painted, and the product placed on it.</summary>
    public const string TextToImage = "text-to-image";

    /// <summary>The whole procedural scene is painted over, more or less, and the product put back.</summary>
    public const string ImageToImage = "image-to-image";

    // A network that paints whole pictures also paints parts of them; one that was trained to paint parts does nothing else.
    private static readonly OrderedDictionary<string, IReadOnlyList<string>> Tasks = new(StringComparer.Ordinal)
    {
        [Procedural] = [],
        [Inpaint] = [Inpaint, TextToImage],
        [TextToImage] = [TextToImage],
        [ImageToImage] = [TextToImage],
    };

    public static IReadOnlyList<string> All { get; } = [.. Tasks.Keys];

    /// <summary>The tasks of models that an engine can use, the best first.</summary>
    /// <param name="engine">Null: the default.</param>
    /// <returns>Empty where none is needed, or where there is no such engine.</returns>
    public static IReadOnlyList<string> TasksOf(string? engine) => Tasks.GetValueOrDefault(engine ?? Procedural, []);
}
