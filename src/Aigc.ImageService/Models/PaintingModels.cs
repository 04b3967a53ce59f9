using System.Collections.Concurrent;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion;
using Aigc.ImageService.Diffusion.Components;
using Aigc.ImageService.Serving;
using Aigc.ImageService.TryOn;
using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Models;

/// <summary>The pipelines of the operator's painting models, each loaded at its first use.</summary>
internal sealed class PaintingModels(ModelLibrary library, IOptions<ServingOptions> options, TimeProvider time, ServingMetrics metrics) : IDisposable
{
    public const string Inpaint = "inpaint";
    public const string TryOn = "try-on";
    private const string GarmentMask = "garment-mask";
    private readonly ConcurrentDictionary<InstalledModel, SharedUse<DiffusionPipeline>> _diffusion = new();
    private readonly ConcurrentDictionary<InstalledModel, SharedUse<TryOnPipeline>> _tryOn = new();
    private readonly ConcurrentDictionary<InstalledModel, SharedUse<GarmentMaskModel>> _masks = new();

    public bool Has(string task, string? name) => library.Find(task, name) is not null;

    /// <exception cref="ImageProblemException"><c>model-not-installed</c> 409, and those of the model.</exception>
    public (T Result, ModelManifest Model) Paint<T>(string? name, Func<DiffusionPipeline, T> use)
    {
        var model = Installed(Inpaint, name);
        var pipeline = _diffusion.GetOrAdd(model, model => new(() => DiffusionPipeline.Load(model.Folder, Sessions())));
        return (pipeline.Run(use), model.Manifest);
    }

    /// <exception cref="ImageProblemException"><c>model-not-installed</c> 409, and those of the model.</exception>
    public (T Result, ModelManifest Model) Dress<T>(string? name, Func<TryOnPipeline, T> use)
    {
        var model = Installed(TryOn, name);
        var pipeline = _tryOn.GetOrAdd(model, model => new(() => TryOnPipeline.Load(model.Folder, Sessions())));
        return (pipeline.Run(use), model.Manifest);
    }

    /// <summary>Where the garment on a person is.</summary>
    /// <returns>Width × height of the person, 0 to 1; null where no model is installed that could tell.</returns>
    public float[]? MaskOf(Picture person, CancellationToken cancellationToken)
    {
        if (library.Find(GarmentMask) is not { } model) return null;
        var masks = _masks.GetOrAdd(model, model => new(() => GarmentMaskModel.Load(Path.Combine(model.Folder, model.Manifest.Files[0].Path), Sessions())));
        return masks.Run(each => each.Mask(person, cancellationToken));
    }

    public void Dispose()
    {
        foreach (var each in _diffusion.Values) each.Dispose();
        foreach (var each in _tryOn.Values) each.Dispose();
        foreach (var each in _masks.Values) each.Dispose();
    }

    private InstalledModel Installed(string task, string? name) => library.Find(task, name)
        ?? throw new ImageProblemException("model-not-installed", name is null ? $"No model for '{task}' is installed." : $"No model '{name}' for '{task}' is installed.", 409);

    private SessionFactory Sessions() => new(options.Value.Execution(options.Value.PaintingThreads, time, metrics));
}
