using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Models;
using Aigc.ImageService.Pipeline;
using Aigc.ImageService.Upscaling;
using Aigc.ImageService.Vision;
using NetVips;

namespace Aigc.ImageService.Serving;

/// <summary>
/// Runs one small picture through every stage before the first caller does, and every network for enlarging; loads those that paint. Ready when
/// all of that worked: a picture that is refused is no picture.
/// </summary>
internal sealed partial class Readiness(ImagePipeline pipeline, ModelLibrary models, OperatorModels painting, ILogger<Readiness> logger) : BackgroundService
{
    private const int Side = 320;
    private const int SmallSide = 64;
    private volatile string? _failure;
    private volatile bool _ready;

    public bool IsReady => _ready;

    /// <summary>Why it does not become ready, in words for anybody; null while it may.</summary>
    public string? Failure => _failure;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        // Models first: a picture that fails does not say by which.
        _ready = models.All.All(model => Try($"The model '{model.Manifest.Name}'", () => Warm(model, stoppingToken)))
            && Try("A picture of the warm-up", () => Make(Side, stoppingToken, new("white", "white", Side, Side), new("scene", "scene", Side, Side)));
    }

    // By the way that a caller comes where that takes no time; what paints would take minutes on a CPU.
    private void Warm(InstalledModel model, CancellationToken cancellationToken)
    {
        switch (model.Manifest.Task)
        {
            case Upscaler.Task: Make(SmallSide, cancellationToken, new ImageStep("upscale", model.Manifest.Name, 2 * SmallSide, 2 * SmallSide) { Model = model.Manifest.Name }); break;
            case CutoutNetwork.Task: model.Load(); break;
            default: painting.Load(model); break;
        }
    }

    private void Make(int side, CancellationToken cancellationToken, params ImageStep[] steps)
    {
        var made = pipeline.Run(new(new() { Steps = steps }, new Dictionary<string, byte[]> { [ImageWork.Main] = Sample(side) }), _ => { }, cancellationToken);
        if (made.Outputs.FirstOrDefault(output => output.Refusal is not null) is { Refusal: { } code } refused) throw new ImageProblemException(code, $"'{refused.Name}' was refused: {refused.Detail}", StatusCodes.Status500InternalServerError);
    }

    private bool Try(string what, Action warm)
    {
        try
        {
            warm();
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Stays unready: the platform sends nothing here and starts another replica. Whoever asks for health has no key: what exactly failed is for the log.
            _failure = $"{what} failed{(failure is ImageProblemException problem ? $" ({problem.Code})" : "")}.";
            Log.Cold(logger, failure, what);
            return false;
        }
    }

    // A dark box on a light ground: something that can be cut out.
    private static byte[] Sample(int side)
    {
        using var ground = Image.Black(side, side, bands: 3).Linear([1], [240], uchar: true).Copy(interpretation: Enums.Interpretation.Srgb);
        using var box = ground.Mutate(image => image.DrawRect([60, 80, 120], side / 4, side / 4, side / 2, side / 2, fill: true));
        return box.PngsaveBuffer();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "{What} failed; the service does not become ready.")]
        public static partial void Cold(ILogger logger, Exception failure, string what);
    }
}
