using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion.Components;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Diffusion.Pictures;

/// <summary>Where a picture is repainted, at working size and in latents; both are 0 or 1.</summary>
/// <param name="Pixels">[1, 1, H, W].</param>
/// <param name="Latents">[1, 1, h, w]: the nearest pixel's value.</param>
internal sealed record RepaintMask(Tensor Pixels, Tensor Latents)
{
    /// <param name="mask">Values of a picture of that size, 0 to 1; from 0.5 on it is repainted.</param>
    public static RepaintMask Of(float[] mask, int width, int height, WorkingSize size, int factor)
    {
        if (mask.Length != width * height) throw new ImageProblemException("request-invalid", $"The mask has {mask.Length} values for a picture of {width}x{height}.", 422);
        var scaled = size.Width == width && size.Height == height ? mask : Resampling.Bilinear(mask, width, height, size.Width, size.Height);
        var pixels = Array.ConvertAll(scaled, value => value >= 0.5f ? 1f : 0f);
        var (w, h) = (size.Width / factor, size.Height / factor);
        var latents = new float[w * h];
        for (var y = 0; y < h; y++)
            for (var x = 0; x < w; x++) latents[(y * w) + x] = pixels[(y * factor * size.Width) + (x * factor)];
        return new(new(pixels, 1, 1, size.Height, size.Width), new(latents, 1, 1, h, w));
    }

    /// <summary>The picture with mid grey, which is 0, where it is repainted.</summary>
    /// <param name="planes">[1, 3, H, W] in [-1, 1].</param>
    public Tensor Hide(Tensor planes)
    {
        var pixels = Pixels.Data.Length;
        var data = new float[planes.Data.Length];
        for (var i = 0; i < data.Length; i++) data[i] = Pixels.Data[i % pixels] > 0 ? 0 : planes.Data[i];
        return new(data, planes.Shape);
    }

    /// <summary>Replaces the latents outside the mask.</summary>
    public void Restore(Span<float> latents, ReadOnlySpan<float> original)
    {
        var plane = Latents.Data.Length;
        for (var i = 0; i < latents.Length; i++) if (Latents.Data[i % plane] == 0) latents[i] = original[i];
    }
}
