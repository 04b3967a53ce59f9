using Aigc.ImageService.Diffusion.Components;
using Aigc.ImageService.Diffusion.Pictures;
using Aigc.ImageService.Diffusion.Schedulers;

namespace Aigc.ImageService.Diffusion;

/// <summary>The loaded networks of one folder and what its files say about them.</summary>
internal sealed class DiffusionModel : IDisposable
{
    public required Unet Unet { get; init; }

    public required Vae Vae { get; init; }

    /// <summary>Null where the network takes no text.</summary>
    public TextEncoders? Text { get; init; }

    public SafetyChecker? Safety { get; init; }

    public required SchedulerConfig Scheduler { get; init; }

    /// <summary>Pixels per latent on each axis.</summary>
    public required int VaeFactor { get; init; }

    /// <summary>Whether an absent negative prompt is all zeros rather than the empty text.</summary>
    public bool ZerosForNoNegative { get; init; }

    public required string Provider { get; init; }

    /// <summary>Whether mask and masked latents are fed beside the latents.</summary>
    public bool IsInpainting => Unet.InChannels == (2 * Unet.OutChannels) + 1;

    /// <summary>Pixels that both sides are a multiple of.</summary>
    public int Multiple => VaeFactor * Unet.Multiple;

    public int LatentsOf(WorkingSize size) => Unet.OutChannels * (size.Width / VaeFactor) * (size.Height / VaeFactor);

    /// <exception cref="Decoding.ImageProblemException"><c>model-not-installed</c>, <c>model-invalid</c>, <c>model-mismatch</c>: all 409.</exception>
    public static DiffusionModel Load(string path, SessionFactory sessions)
    {
        var folder = ModelFolder.Open(path);
        var scheduler = SchedulerConfig.Read(ModelConfig.Read(folder.PathOf("scheduler", "scheduler_config.json")));
        var opened = new Stack<IDisposable>();
        try
        {
            var unet = Kept(new Unet(folder.Load("unet", sessions), folder.Config("unet"), sessions));
            var model = new DiffusionModel
            {
                Unet = unet,
                Vae = Kept(Vae.Load(folder, sessions, unet.OutChannels)),
                Text = unet.TakesText ? Kept(TextEncoders.Load(folder, sessions, unet.IsXl)) : null,
                Safety = SafetyChecker.LoadIfThere(folder, sessions),
                Scheduler = scheduler,
                VaeFactor = folder.VaeFactor,
                ZerosForNoNegative = folder.Index.Flag("force_zeros_for_empty_prompt", unet.IsXl),
                Provider = sessions.Provider,
            };
            if (unet.InChannels != unet.OutChannels && !model.IsInpainting)
                throw new Decoding.ImageProblemException("model-mismatch", $"The unet takes {unet.InChannels} channels; {unet.OutChannels} or {(2 * unet.OutChannels) + 1} are fed.", 409);
            return model;
        }
        catch
        {
            while (opened.TryPop(out var part)) part.Dispose();
            throw;
        }

        T Kept<T>(T part) where T : IDisposable
        {
            opened.Push(part);
            return part;
        }
    }

    public void Dispose()
    {
        Unet.Dispose();
        Vae.Dispose();
        Text?.Dispose();
        Safety?.Dispose();
    }
}
