using Aigc.Contracts.Images;
using Aigc.ImageService.Diffusion;
using Aigc.ImageService.Pipeline;
using Aigc.ImageService.Serving;
using Aigc.ImageService.Tests.Diffusion.Tiny;
using Aigc.ImageService.Tests.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.ImageService.Tests.Scenes;

/// <summary>The pipeline with a tiny model for <c>text-to-image</c> called <c>tiny</c>; all is gone when disposed.</summary>
internal sealed class PaintingStudio : IDisposable
{
    private readonly InstalledFolder _models = new();
    private readonly TinyPipeline _tiny;
    private ServiceProvider? _services;
    private DiffusionPipeline? _pipeline;

    public PaintingStudio(TinyShape shape)
    {
        _tiny = new(shape);
        _models.Install("tiny", SceneEngines.TextToImage, _tiny.Folder);
    }

    /// <summary>The same model, asked without anything around it.</summary>
    public DiffusionPipeline Pipeline => _pipeline ??= _tiny.Load();

    /// <summary>How often a network was told to have been passed.</summary>
    public int Passes { get; private set; }

    public void Install(string name, string task, TinyShape shape)
    {
        using (var tiny = new TinyPipeline(shape)) _models.Install(name, task, tiny.Folder);
        _services?.Dispose();
        _services = null;
    }

    public ImageOutput Made(byte[] photo, ImageStep step, ulong seed = 1, params (string Name, byte[] File)[] pictures)
    {
        var output = Run(photo, step, seed, pictures);
        Assert.Null(output.Refusal);
        return output;
    }

    /// <param name="pictures">Beside the photo.</param>
    public ImageOutput Run(byte[] photo, ImageStep step, ulong seed = 1, params (string Name, byte[] File)[] pictures)
    {
        _services ??= new ServiceCollection().Configure<ServingOptions>(options => options.ModelFolder = _models.Path).AddImagePipeline().BuildServiceProvider();
        var work = new ImageWork(new() { Steps = [step], Seed = seed }, pictures.Append((Name: ImageWork.Main, File: photo)).ToDictionary(picture => picture.Name, picture => picture.File));
        return Assert.Single(_services.GetRequiredService<ImagePipeline>().Run(work, told => Passes += told.Painting is null ? 0 : 1, CancellationToken.None).Outputs);
    }

    public void Dispose()
    {
        _pipeline?.Dispose();
        _services?.Dispose();
        _tiny.Dispose();
        _models.Dispose();
    }
}
