using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion.Components;
using Aigc.ImageService.Diffusion.Noise;
using Aigc.ImageService.Diffusion.Pictures;
using Aigc.ImageService.Diffusion.Schedulers;

namespace Aigc.ImageService.Diffusion;

/// <summary>
/// Stable Diffusion 1.x, 2.x and XL, turbo and latent consistency models, from a folder in the layout of diffusers with ONNX networks:
/// text to image, image to image and inpainting. One instance serves any number of runs at a time.
/// </summary>
internal sealed class DiffusionPipeline : IDisposable
{
    private readonly DiffusionModel _model;
    private readonly PromptDenyList _denied;

    private DiffusionPipeline(DiffusionModel model, PromptDenyList denied) => (_model, _denied) = (model, denied);

    /// <param name="denied">Words that no picture is made from; a short list by default.</param>
    /// <exception cref="ImageProblemException"><c>model-not-installed</c>, <c>model-invalid</c>, <c>model-mismatch</c>: all 409.</exception>
    public static DiffusionPipeline Load(string folder, SessionFactory sessions, PromptDenyList? denied = null) =>
        new(DiffusionModel.Load(folder, sessions), denied ?? PromptDenyList.Default);

    /// <summary>Of a model that paints whole pictures from words.</summary>
    /// <exception cref="ImageProblemException">Those of <see cref="Load"/>; <c>model-mismatch</c> too where its network repaints parts only, or takes no text.</exception>
    public static DiffusionPipeline LoadTextToImage(string folder, SessionFactory sessions)
    {
        var model = DiffusionModel.Load(folder, sessions);
        if (model is { IsInpainting: false, Unet.TakesText: true }) return new(model, PromptDenyList.Default);
        model.Dispose();
        throw new ImageProblemException("model-mismatch", model.IsInpainting
            ? $"A network for text-to-image takes {model.Unet.OutChannels} channels; this one takes {model.Unet.InChannels}, with a mask among them: it is one for inpaint."
            : "A network for text-to-image takes text; this one takes none.", 409);
    }

    /// <exception cref="ImageProblemException"><c>request-invalid</c> 422, <c>content-filtered</c> 422, <c>model-mismatch</c> 409, <c>model-failed</c> 500.</exception>
    /// <exception cref="OperationCanceledException">Between two steps or inside one.</exception>
    public DiffusionResult Run(DiffusionRequest request, IProgress<DiffusionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        RequestCheck.Check(request);
        _denied.Check(request.Prompt);
        var size = SizeOf(request);
        var config = request.Scheduler is { } kind ? _model.Scheduler with { Kind = kind } : _model.Scheduler;
        var scheduler = config.Create(request.Steps, request.Image is null ? 1 : request.Strength, request.Eta);
        var canvas = request.Image is { } image ? Canvas.Of(image, request.Mask, size, _model, cancellationToken) : null;
        var (with, without) = new Conditioning(_model, request).For(size, canvas, cancellationToken);
        var noise = CounterNoise.ForBatch(request.Seeds, 0, _model.LatentsOf(size));
        var latents = Start(request, scheduler, canvas, noise, size);
        new Denoiser(_model.Unet).Run(new(scheduler, latents, request.Seeds, with, without, request.Guidance)
        {
            AfterStep = canvas is { Mask: not null } && !_model.IsInpainting ? (step, current) => canvas.Blend(scheduler, step, current, noise) : null,
        }, progress, cancellationToken);
        return Finish(request, latents, config.Kind, cancellationToken);
    }

    public void Dispose() => _model.Dispose();

    private WorkingSize SizeOf(DiffusionRequest request)
    {
        var native = _model.Unet.NativeSize * _model.VaeFactor;
        var (width, height) = request.Image is { } image ? (image.Width, image.Height) : (request.Width ?? native, request.Height ?? native);
        return WorkingSize.Of(width, height, request.WorkingSide ?? native, _model.Multiple);
    }

    private Tensor Start(DiffusionRequest request, Scheduler scheduler, Canvas? canvas, float[] noise, WorkingSize size)
    {
        var latents = new float[noise.Length];
        if (canvas is null || (canvas.Mask is not null && request.Strength >= 1))
            for (var i = 0; i < latents.Length; i++) latents[i] = (float)(noise[i] * scheduler.InitialScale);
        else canvas.Noised(scheduler, 0, noise).CopyTo(latents, 0);
        return new(latents, request.Seeds.Count, _model.Unet.OutChannels, size.Height / _model.VaeFactor, size.Width / _model.VaeFactor);
    }

    private DiffusionResult Finish(DiffusionRequest request, Tensor latents, SchedulerKind scheduler, CancellationToken cancellationToken)
    {
        var images = new List<DiffusionImage>();
        var filtered = new List<ulong>();
        var size = latents.Data.Length / request.Seeds.Count;
        for (var item = 0; item < request.Seeds.Count; item++)
        {
            var one = new Tensor(latents.Data.AsSpan(item * size, size).ToArray(), [1, .. latents.Shape[1..]]);
            var made = PictureTensors.ToPicture(_model.Vae.Decode(one, cancellationToken));
            if (_model.Safety?.IsUnsafe(made, cancellationToken) == true) filtered.Add(request.Seeds[item]);
            else images.Add(new(request.Seeds[item], Fitted(request, made)));
        }
        if (images.Count == 0) throw new ImageProblemException("content-filtered", "The safety checker withheld every picture.", 422);
        return new(images, filtered, _model.Provider, scheduler, request.Steps, _model.Safety is not null);
    }

    private static Picture Fitted(DiffusionRequest request, Picture made)
    {
        if (request.Image is not { } image) return PictureTensors.Resized(made, request.Width ?? made.Width, request.Height ?? made.Height);
        var full = PictureTensors.Resized(made, image.Width, image.Height);
        var keep = request.Keep ?? (request.Mask is { } mask ? Array.ConvertAll(mask, value => 1 - Math.Clamp(value, 0, 1)) : null);
        return keep is null ? full : PictureTensors.PasteBack(image, full, keep);
    }
}
