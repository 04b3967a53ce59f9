using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion.Components;
using Aigc.ImageService.Diffusion.Pictures;
using Aigc.ImageService.Diffusion.Schedulers;

namespace Aigc.ImageService.Diffusion;

/// <summary>The given picture at working size, in latents.</summary>
/// <param name="Latents">[1, channels, h, w].</param>
/// <param name="Mask">Null where the whole picture is worked on.</param>
/// <param name="Masked">Latents of the picture without what is repainted; for networks that are fed them.</param>
internal sealed record Canvas(Tensor Latents, RepaintMask? Mask, Tensor? Masked)
{
    public static Canvas Of(Picture image, float[]? mask, WorkingSize size, DiffusionModel model, CancellationToken cancellationToken)
    {
        var planes = PictureTensors.Planes(image, size.Width, size.Height);
        var latents = model.Vae.Encode(planes, cancellationToken);
        if (mask is null) return new(latents, null, null);
        var repaint = RepaintMask.Of(mask, image.Width, image.Height, size, model.VaeFactor);
        return new(latents, repaint, model.IsInpainting ? model.Vae.Encode(repaint.Hide(planes), cancellationToken) : null);
    }

    /// <summary>The picture's latents, once for each block of noise, as they would be at the beginning of a step.</summary>
    public float[] Noised(Scheduler scheduler, int step, float[] noise)
    {
        var noised = new float[noise.Length];
        for (var at = 0; at < noise.Length; at += Latents.Data.Length)
            scheduler.AddNoise(step, Latents.Data, noise.AsSpan(at, Latents.Data.Length), noised.AsSpan(at, Latents.Data.Length));
        return noised;
    }

    /// <summary>For networks that know no mask: what lies outside it is set to the picture, as noisy as the next step expects it.</summary>
    public void Blend(Scheduler scheduler, int step, float[] latents, float[] noise)
    {
        var isLast = step + 1 == scheduler.Steps.Count;
        var original = isLast ? null : Noised(scheduler, step + 1, noise);
        for (var at = 0; at < latents.Length; at += Latents.Data.Length)
            Mask!.Restore(latents.AsSpan(at, Latents.Data.Length), isLast ? Latents.Data : original.AsSpan(at, Latents.Data.Length));
    }
}
