using Aigc.ImageService.Decoding;
using Aigc.ImageService.Models;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Upscaling;

/// <summary>
/// Enlarges to an exact size: the network with the smallest sufficient factor, then a reduction to the size asked for. Without a network, or
/// where nothing is to be enlarged, Lanczos alone. Transparent pictures keep a clean edge: colour goes through the network, alpha does not.
/// </summary>
internal sealed class Upscaler
{
    /// <summary>Task of the manifest.</summary>
    public const string Task = "upscale";

    /// <summary>More is made of no picture.</summary>
    public const int MaxFactor = 16;

    // As far as the kernel of the reduction that follows looks, so that it mixes none of what was left out into an edge.
    private const int Around = 4;
    private readonly ModelLibrary _models;

    public Upscaler(ModelLibrary models) => _models = models;

    /// <param name="name">Model of the manifest; null: by the factor.</param>
    /// <returns>The picture, and the model that made it; null where none did.</returns>
    /// <exception cref="ImageProblemException"><c>request-invalid</c>: more than sixteen-fold. <c>model-not-installed</c>: there is no such model.</exception>
    public (Raster Image, ModelManifest? Model) Resize(Raster image, int width, int height, string? name, CancellationToken cancellationToken)
    {
        var factor = Math.Max((double)width / image.Width, (double)height / image.Height);
        if (factor > MaxFactor) throw new ImageProblemException("request-invalid", $"At most {MaxFactor}-fold enlargement is done; this would be {factor:0.#}-fold.", 400);
        var model = Pick(factor, name);
        if (image.Bands == 4) image = ColourBleed.Of(image);
        if (model is null) return (Lanczos.Resize(image, width, height), null);
        var enlarged = image;
        var network = new TiledNetwork(model);
        for (var reached = 1.0; reached < factor; reached *= network.Factor) enlarged = Enlarged(enlarged, network, cancellationToken);
        return (Lanczos.Resize(enlarged, width, height), model.Manifest);
    }

    private InstalledModel? Pick(double factor, string? name)
    {
        if (name is not null) return _models.Find(Task, name) ?? throw new ImageProblemException("model-not-installed", $"There is no model '{name}' for {Task}.", 409);
        // Up to 5 % more is no detail: the plain resampler does it as well.
        if (factor <= 1.05) return null;
        var all = _models.All.Where(model => model.Manifest.Task == Task).OrderBy(model => model.Manifest.Factor).ToList();
        return all.LastOrDefault(model => model.Manifest.Factor == all.FirstOrDefault(enough => enough.Manifest.Factor >= factor)?.Manifest.Factor) ?? all.LastOrDefault();
    }

    private static Raster Enlarged(Raster image, TiledNetwork network, CancellationToken cancellationToken)
    {
        if (image.Bands == 3) return network.Run(image, seen: null, cancellationToken);
        var colour = network.Run(Channels(image, 0, 3), Coloured(image), cancellationToken);
        var alpha = Lanczos.Resize(Channels(image, 3, 1), colour.Width, colour.Height);
        var rgba = new byte[alpha.Pixels.Length * 4];
        for (var p = 0; p < alpha.Pixels.Length; p++)
        {
            colour.Pixels.AsSpan(p * 3, 3).CopyTo(rgba.AsSpan(p * 4));
            rgba[(p * 4) + 3] = alpha.Pixels[p];
        }
        return new(rgba, colour.Width, colour.Height, 4);
    }

    // Of what is transparent no colour shows, and in black, such as a shadow is made of, nothing more is to be found.
    private static bool[] Coloured(Raster image)
    {
        var coloured = new bool[image.Width * image.Height];
        for (var p = 0; p < coloured.Length; p++) coloured[p] = image.Pixels[(p * 4) + 3] > 0 && image.Pixels.AsSpan(p * 4, 3).ContainsAnyExcept((byte)0);
        return Morphology.Dilate(coloured, image.Width, image.Height, Around);
    }

    private static Raster Channels(Raster image, int first, int count)
    {
        var some = new byte[image.Width * image.Height * count];
        for (var p = 0; p < image.Width * image.Height; p++) image.Pixels.AsSpan((p * 4) + first, count).CopyTo(some.AsSpan(p * count));
        return new(some, image.Width, image.Height, count);
    }
}
