using System.Text.Json;
using System.Text.Json.Serialization;
using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Serving;
using Aigc.ImageService.Storing;
using Microsoft.Extensions.Options;
using SkiaSharp;

namespace Aigc.ImageService.Scenes;

/// <summary>The templates that ship with the service, and the operator's: one JSON file each in a folder, with its picture beside it.</summary>
internal sealed class SceneLibrary
{
    /// <summary>Name of a background that came with the request.</summary>
    public const string Sent = "background";

    // Templates that do as well are taken in turn, by the seed, so that a catalogue does not look stamped.
    private const double AsGood = 0.06;
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) }, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };
    private const float LyingFill = 0.8f;
    private static readonly SceneTemplate Standing = new(Sent, SceneView.Standing, [], "#FFFFFF", "#FFFFFF", SceneMaterial.Plain, 0);
    private readonly CategoryTree _tree;

    public SceneLibrary(IOptions<ServingOptions> options) : this(options.Value.SceneFolder)
    {
    }

    /// <param name="folder">The operator's; null: none.</param>
    /// <exception cref="InvalidDataException">A template is broken.</exception>
    public SceneLibrary(string? folder)
    {
        using var file = typeof(SceneLibrary).Assembly.GetManifestResourceStream("Aigc.ImageService.Scenes.templates.json")!;
        var shipped = JsonSerializer.Deserialize<SceneFile>(file, Reading)!;
        _tree = new(shipped.Parents);
        All = [.. shipped.Templates, .. folder is null ? [] : Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Read)];
        if (All.GroupBy(template => template.Name).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new InvalidDataException($"There are two scene templates '{twice.Key}'.");
    }

    public IReadOnlyList<SceneTemplate> All { get; }

    /// <param name="category">Of a product, to be told how each suits it; null: nobody asks.</param>
    public IReadOnlyList<SceneTemplateInfo> Told(string? category)
    {
        var path = _tree.PathOf(category);
        return [.. All.Select(template => new SceneTemplateInfo(template.Name, template.Categories) { Fit = category is null ? null : Math.Round(SceneMatching.OfCategory(template, path), 3) })];
    }

    /// <summary>The named one; else the one that suits the product best.</summary>
    /// <exception cref="ImageProblemException"><c>template-unknown</c> 400: there is none of that name.</exception>
    public (SceneTemplate Template, SceneMatch Match) Choose(string? name, string? category, ProductLook look, ulong seed)
    {
        var path = _tree.PathOf(category);
        if (name is not null)
        {
            var named = All.FirstOrDefault(template => template.Name == name) ?? throw new ImageProblemException("template-unknown", $"There is no scene template '{name}'; there are {string.Join(", ", All.Select(template => template.Name))}.", 400);
            return (named, SceneMatching.Of(named, look, path));
        }
        var scored = All.Select(template => (Template: template, Match: SceneMatching.Of(template, look, path))).ToList();
        var best = scored.Max(each => each.Match.Score);
        var good = scored.Where(each => each.Match.Score >= best - AsGood).ToList();
        return good[(int)(seed % (ulong)good.Count)];
    }

    /// <summary>How a product goes with a picture that is no template, laid out as the named one, or as suits it better: standing or lying.</summary>
    /// <param name="picture">Mean Lab.</param>
    /// <returns>Under the name <see cref="Sent"/>.</returns>
    /// <exception cref="ImageProblemException"><c>template-unknown</c> 400: there is none of that name.</exception>
    public (SceneTemplate Template, SceneMatch Match) For(float[] picture, string? name, ProductLook look)
    {
        IReadOnlyList<SceneTemplate> layouts = name is null ? [Standing, Standing with { View = SceneView.FlatLay, Fill = LyingFill }] : [Choose(name, null, look, 0).Template];
        return layouts
            .Select(layout => layout with { Name = Sent, Categories = [], PictureLook = picture })
            .Select(layout => (Template: layout, Match: SceneMatching.Of(layout, look, [])))
            .MaxBy(each => each.Match.Score);
    }

    private static SceneTemplate Read(string file)
    {
        try
        {
            var template = JsonSerializer.Deserialize<SceneTemplate>(File.ReadAllBytes(file), Reading) ?? throw new InvalidDataException($"{file}: the template is empty.");
            if (!SKColor.TryParse(template.Wall, out _) || !SKColor.TryParse(template.Surface, out _)) throw new InvalidDataException($"{file}: colours are #RRGGBB.");
            return template.Picture is null ? template : Pictured(template, PictureOf(file, template.Picture));
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{file}: {broken.Message}", broken);
        }
    }

    private static SceneTemplate Pictured(SceneTemplate template, string path)
    {
        try
        {
            return template with { Picture = path, PictureLook = BackgroundLook.Of(ImageDecoder.Decode(File.ReadAllBytes(path))) };
        }
        catch (ImageProblemException broken)
        {
            throw new InvalidDataException($"{path}: {broken.Message}", broken);
        }
    }

    private static string PictureOf(string file, string name)
    {
        var path = FolderPath.Within(Path.GetDirectoryName(file)!, name) ?? throw new InvalidDataException($"{file}: '{name}' leads out of the folder.");
        return File.Exists(path) ? path : throw new InvalidDataException($"{file}: '{name}' is missing.");
    }

    private sealed record SceneFile(int Version, IReadOnlyDictionary<string, string> Parents, IReadOnlyList<SceneTemplate> Templates);
}
