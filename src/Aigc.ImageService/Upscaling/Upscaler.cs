using Aigc.ImageService.Decoding;
using Aigc.ImageService.Models;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Upscaling;

/// <summary>
/// Enlarges to an exact size: the network with the smallest sufficient factor, then a reduction to the size asked for; where one pass is not
/// enough, the last begins with no more pixels than it needs. Without a network, or where nothing is to be enlarged, Lanczos alone. Transparent
/// pictures keep a clean edge: colour goes through the network, alpha does not.
/// </summary>
internal sealed class Upscaler
{
    /// <summary>Task of the manifest.</summary>
    public const string Task = "upscale";

    /// <summary>More is made of no picture.</summary>
    public const int MaxFactor = 16;

    // Up to 5 % more is no detail: the plain resampler does it as well.
    private const double Unseen = 1.05;

    // Twice the side of the largest picture that is made: only a named network that gives far more than is asked comes to that.
    private const long MaxPixels = 8_192 * 8_192;

    // As far as the kernel of the reduction that follows looks, so that it mixes none of what was left out into an edge.
    private const int Around = 4;
    private readonly ModelLibrary _models;

    public Upscaler(ModelLibrary models) => _models = models;

    /// <param name="name">Model of the manifest; null: by the factor.</param>
    /// <returns>The picture, and the first model that took part; null where none did.</returns>
    /// <exception cref="ImageProblemException"><c>request-invalid</c>: more than sixteen-fold, or a named network would make far more than is asked. <c>model-not-installed</c>, <c>model-invalid</c>: there is no such model, or none that enlarges.</exception>
    public (Raster Image, ModelManifest? Model) Resize(Raster image, int width, int height, string? name, CancellationToken cancellationToken)
    {
        if (Factor() is var whole and > MaxFactor) throw new ImageProblemException("request-invalid", $"At most {MaxFactor}-fold enlargement is done; this would be {whole:0.#}-fold.", 400);
        InstalledModel? named = name is null ? null : _models.Find(Task, name) ?? throw new ImageProblemException("model-not-installed", $"There is no model '{name}' for {Task}.", 409);
        if (named?.Manifest.Factor < 2) throw new ImageProblemException("model-invalid", $"The manifest of '{name}' names no factor to enlarge by.", 409);
        if (image.Bands == 4) image = ColourBleed.Of(image);
        ModelManifest? first = null;
        // Who names a network gets it for a single pixel more.
        while (Factor() > (named is null || first is not null ? Unseen : 1) && (named ?? Pick(Factor())) is { } model)
        {
            var network = new TiledNetwork(model);
            if (first is not null) image = Lanczos.Resize(image, Math.Min(image.Width, Needed(width, network)), Math.Min(image.Height, Needed(height, network)));
            if ((long)image.Width * network.Factor * image.Height * network.Factor > MaxPixels) throw new ImageProblemException("request-invalid", $"'{model.Manifest.Name}' enlarges {network.Factor}-fold: of {image.Width}x{image.Height} it makes more than {MaxPixels} pixels on the way to {width}x{height}.", 400);
            image = Enlarged(image, network, cancellationToken);
            first ??= model.Manifest;
        }
        return (Lanczos.Resize(image, width, height), first);

        double Factor() => Math.Max((double)width / image.Width, (double)height / image.Height);
    }

    private static int Needed(int side, TiledNetwork network) => (side + network.Factor - 1) / network.Factor;

    private InstalledModel? Pick(double factor)
    {
        var all = _models.All.Where(model => model.Manifest is { Task: Task, Factor: > 1 }).OrderBy(model => model.Manifest.Factor).ToList();
        return all.LastOrDefault(model => model.Manifest.Factor == all.FirstOrDefault(enough => enough.Manifest.Factor * Unseen >= factor)?.Manifest.Factor) ?? all.LastOrDefault();
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
