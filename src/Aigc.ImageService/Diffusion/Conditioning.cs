using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion.Components;
using Aigc.ImageService.Diffusion.Pictures;

namespace Aigc.ImageService.Diffusion;

/// <summary>What the network is told about a request, with and without its prompt.</summary>
internal sealed class Conditioning(DiffusionModel model, DiffusionRequest request)
{
    // A network distilled over guidance takes it as an input, and is asked once a step.
    private bool IsGuided => request.Guidance > 1 && !model.Unet.TakesGuidance;

    public (UnetConditions With, UnetConditions? Without) For(WorkingSize size, Canvas? canvas, CancellationToken cancellationToken)
    {
        var text = model.Text?.Encode(request.Prompt, cancellationToken);
        var with = new UnetConditions(text?.Hidden, text?.Pooled, TimeIds(size), Guidance(), Beside(size, canvas, cancellationToken));
        if (!IsGuided) return (with, null);
        var negative = text is null ? null : Negative(text, cancellationToken);
        return (with, with with { Text = negative?.Hidden, Pooled = negative?.Pooled });
    }

    private TextEmbedding Negative(TextEmbedding text, CancellationToken cancellationToken) => request.NegativePrompt is null && model.ZerosForNoNegative
        ? text.Zeroed() : model.Text!.Encode(request.NegativePrompt ?? "", cancellationToken);

    private Tensor? TimeIds(WorkingSize size) => !model.Unet.IsXl ? null
        : new([request.Image?.Height ?? size.Height, request.Image?.Width ?? size.Width, 0, 0, size.Height, size.Width], 1, 6);

    private Tensor? Guidance() => model.Unet.TakesGuidance ? GuidanceEmbedding.Of(request.Guidance, model.Unet.GuidanceWidth) : null;

    // Without a mask the whole of a mid grey picture is to be painted.
    private Tensor? Beside(WorkingSize size, Canvas? canvas, CancellationToken cancellationToken)
    {
        if (!model.IsInpainting) return null;
        if (canvas is { Mask: { } mask, Masked: { } masked }) return Channels(mask.Latents, masked);
        if (canvas is not null) throw new ImageProblemException("request-invalid", "This model repaints a part: a mask must come with the picture.", 422);
        var grey = model.Vae.Encode(new(new float[3 * size.Width * size.Height], 1, 3, size.Height, size.Width), cancellationToken);
        return Channels(new([.. Enumerable.Repeat(1f, grey.Shape[2] * grey.Shape[3])], 1, 1, grey.Shape[2], grey.Shape[3]), grey);
    }

    internal static Tensor Channels(Tensor mask, Tensor latents) => new([.. mask.Data, .. latents.Data], 1, mask.Shape[1] + latents.Shape[1], latents.Shape[2], latents.Shape[3]);
}
