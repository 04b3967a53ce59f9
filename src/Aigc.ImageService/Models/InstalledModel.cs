using Aigc.ImageService.Diffusion.Components;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Aigc.ImageService.Models;

/// <summary>A model whose files were verified.</summary>
internal sealed class InstalledModel(ModelManifest manifest, string folder, Execution? execution = null) : IDisposable
{
    // One thread a run: the service works on as many requests as there are cores.
    private static readonly Execution SingleThreaded = new() { Provider = Provider.Cpu, Threads = 1 };
    private readonly SharedUse<Network> _network = new(() => Network.Load(FileOf(manifest, folder), execution ?? SingleThreaded));

    public ModelManifest Manifest => manifest;

    public string Folder => folder;

    /// <summary>File of the first network that the manifest names.</summary>
    public string NetworkFile => FileOf(manifest, folder);

    /// <summary>Loads the network of the first file, which is loaded at its first run otherwise.</summary>
    /// <exception cref="ObjectDisposedException">The service is stopping.</exception>
    public void Load() => _network.Run(_ => true);

    /// <summary>Runs the network of the first file, together with others that ask for the same at the same time.</summary>
    /// <param name="item">[1, channels, height, width].</param>
    /// <exception cref="ObjectDisposedException">The service is stopping.</exception>
    /// <exception cref="OperationCanceledException">Inside the run as well.</exception>
    public DenseTensor<float> Run(DenseTensor<float> item, CancellationToken cancellationToken) => _network.Run(network => network.Run(item, cancellationToken));

    public void Dispose() => _network.Dispose();

    private static string FileOf(ModelManifest manifest, string folder) =>
        Path.Combine(folder, (manifest.Files.FirstOrDefault(file => file.Path.EndsWith(".onnx", StringComparison.Ordinal)) ?? manifest.Files[0]).Path);
}
