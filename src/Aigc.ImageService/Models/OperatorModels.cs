using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion;
using Aigc.ImageService.Diffusion.Components;
using Aigc.ImageService.Recognition;
using Aigc.ImageService.Serving;
using Aigc.ImageService.TryOn;
using Microsoft.Extensions.Options;

namespace Aigc.ImageService.Models;

/// <summary>The operator's models that paint, and those that look, each loaded once: before the service is ready, or at its first use where that comes earlier.</summary>
internal sealed class OperatorModels(ModelLibrary library, IOptions<ServingOptions> options, TimeProvider time, ServingMetrics metrics) : IDisposable
{
    private const string TryOn = "try-on";
    private const string GarmentMask = "garment-mask";
    private const string Classify = "classify";
    private readonly LoadedModels<DiffusionPipeline> _diffusion = new(model => model.Manifest.Task == SceneEngines.TextToImage
        ? DiffusionPipeline.LoadTextToImage(model.Folder, Sessions(options.Value, time, metrics))
        : DiffusionPipeline.Load(model.Folder, Sessions(options.Value, time, metrics)));

    private readonly LoadedModels<TryOnPipeline> _tryOn = new(model => TryOnPipeline.Load(model.Folder, Sessions(options.Value, time, metrics)));
    private readonly LoadedModels<GarmentMaskModel> _masks = new(model => GarmentMaskModel.Load(model.NetworkFile, Sessions(options.Value, time, metrics)));
    private readonly LoadedModels<SubjectClassifier> _classifiers = new(model => SubjectClassifier.Load(model.NetworkFile, Sessions(options.Value, time, metrics)));

    /// <param name="engine">One of <see cref="SceneEngines"/> that needs a model.</param>
    /// <param name="name">Of the model; null: any.</param>
    public bool Has(string engine, string? name) => Find(SceneEngines.TasksOf(engine), name) is not null;

    /// <param name="engine">One of <see cref="SceneEngines"/> that needs a model.</param>
    /// <param name="name">Of the model; null: the last installed.</param>
    /// <exception cref="ImageProblemException"><c>model-not-installed</c> 409, and those of the model.</exception>
    public (T Result, ModelManifest Model) Paint<T>(string engine, string? name, Func<DiffusionPipeline, T> use)
    {
        var model = Installed(SceneEngines.TasksOf(engine), name);
        return (_diffusion.Run(model, use), model.Manifest);
    }

    /// <exception cref="ImageProblemException"><c>model-not-installed</c> 409, and those of the model.</exception>
    public (T Result, ModelManifest Model) Dress<T>(string? name, Func<TryOnPipeline, T> use)
    {
        var model = Installed([TryOn], name);
        return (_tryOn.Run(model, use), model.Manifest);
    }

    /// <summary>Where the garment in a picture is.</summary>
    /// <returns>Width × height of the picture, 0 to 1; null where no model is installed that could tell.</returns>
    public float[]? MaskOf(Picture picture, CancellationToken cancellationToken)
    {
        if (library.Find(GarmentMask) is not { } model) return null;
        return _masks.Run(model, each => each.Mask(picture, cancellationToken));
    }

    /// <summary>What the subject of a photo is.</summary>
    /// <param name="subject">Where it is in the photo.</param>
    /// <returns>Null where no model is installed that could tell.</returns>
    public SubjectClass? ClassOf(Picture photo, PixelBox subject, CancellationToken cancellationToken)
    {
        if (library.Find(Classify) is not { } model) return null;
        return new(_classifiers.Run(model, each => each.Guess(photo, subject, cancellationToken)), model.Manifest.ToReference());
    }

    /// <summary>Loads an installed model of any of these tasks; those of others are none of ours.</summary>
    /// <exception cref="ImageProblemException">Those of the model.</exception>
    public void Load(InstalledModel model)
    {
        _ = model.Manifest.Task switch
        {
            SceneEngines.Inpaint or SceneEngines.TextToImage => _diffusion.Run(model, _ => true),
            TryOn => _tryOn.Run(model, _ => true),
            GarmentMask => _masks.Run(model, _ => true),
            Classify => _classifiers.Run(model, _ => true),
            _ => false,
        };
    }

    public void Dispose()
    {
        _diffusion.Dispose();
        _tryOn.Dispose();
        _masks.Dispose();
        _classifiers.Dispose();
    }

    private InstalledModel Installed(IReadOnlyList<string> tasks, string? name) => Find(tasks, name)
        ?? throw new ImageProblemException("model-not-installed", $"No model{(name is null ? "" : $" '{name}'")} for '{string.Join("' or '", tasks)}' is installed.", 409);

    private InstalledModel? Find(IReadOnlyList<string> tasks, string? name) => tasks.Select(task => library.Find(task, name)).FirstOrDefault(model => model is not null);

    private static SessionFactory Sessions(ServingOptions options, TimeProvider time, ServingMetrics metrics) => new(options.Execution(options.PaintingThreads, time, metrics));
}
