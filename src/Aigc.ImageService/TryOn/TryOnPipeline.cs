using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion;
using Aigc.ImageService.Diffusion.Components;
using Aigc.ImageService.Diffusion.Noise;
using Aigc.ImageService.Diffusion.Pictures;

namespace Aigc.ImageService.TryOn;

/// <summary>
/// Virtual try-on by concatenation (Chong et al. 2024): an inpainting network without text sees the person above the garment in one tall latent
/// and repaints the masked part of the person. Weights, and the right to use them, are the operator's.
/// </summary>
internal sealed class TryOnPipeline : IDisposable
{
    private readonly DiffusionModel _model;

    private TryOnPipeline(DiffusionModel model) => _model = model;

    /// <exception cref="ImageProblemException"><c>model-not-installed</c>, <c>model-invalid</c>, <c>model-mismatch</c>: all 409.</exception>
    public static TryOnPipeline Load(string folder, SessionFactory sessions)
    {
        var model = DiffusionModel.Load(folder, sessions);
        if (model is { IsInpainting: true, Unet.TakesText: false }) return new(model);
        model.Dispose();
        throw new ImageProblemException("model-mismatch", "A try-on network takes mask and masked latents beside its latents, and no text.", 409);
    }

    /// <exception cref="ImageProblemException">
    /// <c>likeness-consent-missing</c>, <c>try-on-input-unfit</c>, <c>request-invalid</c>: all 422.
    /// </exception>
    /// <exception cref="OperationCanceledException"/>
    public TryOnResult Run(TryOnRequest request, IProgress<DiffusionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        TryOnChecks.Check(request);
        RequestCheck.Check(new() { Prompt = "", Seeds = [request.Seed], Steps = request.Steps, Guidance = request.Guidance, Eta = request.Eta, WorkingSide = request.WorkingSide });
        var mask = request.Mask;
        var size = WorkingSize.Of(request.Person.Width, request.Person.Height, request.WorkingSide, _model.Multiple);
        var (with, without) = Conditions(request, mask, size, cancellationToken);
        var latents = Denoise(request, size, with, without, progress, cancellationToken);
        var made = PictureTensors.ToPicture(_model.Vae.Decode(UpperHalf(latents), cancellationToken));
        if (_model.Safety?.IsUnsafe(made, cancellationToken) == true) throw new ImageProblemException("content-filtered", "The safety checker withheld the picture.", 422);
        var full = PictureTensors.Resized(made, request.Person.Width, request.Person.Height);
        var keep = Array.ConvertAll(mask, value => 1 - Math.Clamp(value, 0, 1));
        return new(PictureTensors.PasteBack(request.Person, full, keep), request.Seed, _model.Provider, _model.Scheduler.Kind, _model.Safety is not null);
    }

    public void Dispose() => _model.Dispose();

    // The unguided half sees no garment: its latents are zero there.
    private (UnetConditions With, UnetConditions? Without) Conditions(TryOnRequest request, float[] mask, WorkingSize size, CancellationToken cancellationToken)
    {
        var repaint = RepaintMask.Of(mask, request.Person.Width, request.Person.Height, size, _model.VaeFactor);
        var person = _model.Vae.Encode(repaint.Hide(PictureTensors.Planes(request.Person, size.Width, size.Height)), cancellationToken);
        var garment = _model.Vae.Encode(PictureTensors.Planes(Letterbox.Fit(GarmentReading.Isolated(request.Garment, request.GarmentMask), size.Width, size.Height), size.Width, size.Height), cancellationToken);
        var masks = Above(repaint.Latents, Empty(repaint.Latents));
        var with = new UnetConditions(null, Beside: Conditioning.Channels(masks, Above(person, garment)));
        return (with, request.Guidance > 1 ? with with { Beside = Conditioning.Channels(masks, Above(person, Empty(garment))) } : null);
    }

    private Tensor Denoise(
        TryOnRequest request, WorkingSize size, UnetConditions with, UnetConditions? without, IProgress<DiffusionProgress>? progress, CancellationToken cancellationToken)
    {
        var scheduler = _model.Scheduler.Create(request.Steps, 1, request.Eta);
        var noise = CounterNoise.ForBatch([request.Seed], 0, 2 * _model.LatentsOf(size));
        for (var i = 0; i < noise.Length; i++) noise[i] = (float)(noise[i] * scheduler.InitialScale);
        var latents = new Tensor(noise, 1, _model.Unet.OutChannels, 2 * size.Height / _model.VaeFactor, size.Width / _model.VaeFactor);
        new Denoiser(_model.Unet).Run(new(scheduler, latents, [request.Seed], with, without, request.Guidance), progress, cancellationToken);
        return latents;
    }

    private static Tensor Empty(Tensor tensor) => new(new float[tensor.Data.Length], tensor.Shape);

    /// <summary>Joined on the height axis, channel by channel.</summary>
    private static Tensor Above(Tensor upper, Tensor lower)
    {
        var (plane, channels) = (upper.Shape[2] * upper.Shape[3], upper.Shape[1]);
        var data = new float[2 * upper.Data.Length];
        for (var channel = 0; channel < channels; channel++)
        {
            upper.Data.AsSpan(channel * plane, plane).CopyTo(data.AsSpan(2 * channel * plane));
            lower.Data.AsSpan(channel * plane, plane).CopyTo(data.AsSpan(((2 * channel) + 1) * plane));
        }
        return new(data, 1, channels, 2 * upper.Shape[2], upper.Shape[3]);
    }

    private static Tensor UpperHalf(Tensor tall)
    {
        var plane = tall.Shape[2] * tall.Shape[3];
        var data = new float[tall.Data.Length / 2];
        for (var channel = 0; channel < tall.Shape[1]; channel++) tall.Data.AsSpan(channel * plane, plane / 2).CopyTo(data.AsSpan(channel * plane / 2));
        return new(data, 1, tall.Shape[1], tall.Shape[2] / 2, tall.Shape[3]);
    }
}
