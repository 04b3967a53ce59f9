namespace Aigc.ImageService.Diffusion.Components;

/// <summary>Between pictures in [-1, 1] and scaled latents.</summary>
/// <param name="encoder">Null where the folder brings none: then only text can be turned into pictures.</param>
internal sealed class Vae(OnnxComponent? encoder, OnnxComponent decoder, double scaling, int latentChannels) : IDisposable
{
    public static Vae Load(ModelFolder folder, SessionFactory sessions, int latentChannels) =>
        new(folder.LoadIfThere("vae_encoder", sessions), folder.Load("vae_decoder", sessions), folder.ScalingFactor, latentChannels);

    /// <summary>The mean of the latents and not a draw, so that a picture always has the same.</summary>
    /// <param name="picture">[1, 3, H, W] in [-1, 1].</param>
    /// <returns>[1, channels, h, w], scaled.</returns>
    /// <exception cref="Decoding.ImageProblemException"><c>model-mismatch</c> 409: the model has no encoder.</exception>
    public Tensor Encode(Tensor picture, CancellationToken cancellationToken)
    {
        if (encoder is null) throw ModelConfig.Invalid("The pipeline has no vae_encoder, which work on a given picture needs.");
        // New exports give mean and log variance side by side, old ones the latents themselves.
        var name = encoder.Gives("latent_parameters") ? "latent_parameters" : "latent_sample";
        var encoded = encoder.Run([name], new Dictionary<string, Tensor> { ["sample"] = picture }, cancellationToken)[0];
        if (encoded.Shape[1] != latentChannels && encoded.Shape[1] != 2 * latentChannels) throw encoder.Mismatch($"gives {encoded.Shape[1]} channels for {latentChannels} of latents");
        var mean = new float[latentChannels * encoded.Shape[2] * encoded.Shape[3]];
        for (var i = 0; i < mean.Length; i++) mean[i] = (float)(encoded.Data[i] * scaling);
        return new(mean, 1, latentChannels, encoded.Shape[2], encoded.Shape[3]);
    }

    /// <param name="latents">[1, channels, h, w], scaled.</param>
    /// <returns>[1, 3, H, W]; about [-1, 1].</returns>
    /// <exception cref="Decoding.ImageProblemException"><c>model-failed</c> 500: a value is no number.</exception>
    public Tensor Decode(Tensor latents, CancellationToken cancellationToken)
    {
        var unscaled = new Tensor(Array.ConvertAll(latents.Data, value => (float)(value / scaling)), latents.Shape);
        var picture = decoder.Run(["sample"], new Dictionary<string, Tensor> { ["latent_sample"] = unscaled }, cancellationToken)[0];
        if (!Array.TrueForAll(picture.Data, float.IsFinite))
            throw new Decoding.ImageProblemException("model-failed", "The picture has values that are no numbers; the VAE of SDXL overflows in half precision and is exported in single.", 500);
        return picture;
    }

    public void Dispose()
    {
        encoder?.Dispose();
        decoder.Dispose();
    }
}
