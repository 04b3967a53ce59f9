using Aigc.Contracts.Images;
using Aigc.ImageService.Pipeline;
using NetVips;

namespace Aigc.ImageService.Serving;

/// <summary>Runs one small picture through every stage before the first caller does; ready when that worked.</summary>
internal sealed partial class Readiness(ImagePipeline pipeline, ILogger<Readiness> logger) : BackgroundService
{
    private const int Side = 320;
    private volatile bool _ready;

    public bool IsReady => _ready;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            var request = new ImagePipelineRequest { Steps = [new("white", "white", Side, Side), new("scene", "scene", Side, Side)] };
            pipeline.Run(new(request, new Dictionary<string, byte[]> { [ImageWork.Main] = Sample() }), _ => { }, stoppingToken);
            _ready = true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Stays unready: the platform sends nothing here and starts another replica.
            Log.Cold(logger, failure);
        }
    }

    // A dark box on a light ground: something that can be cut out.
    private static byte[] Sample()
    {
        using var ground = Image.Black(Side, Side, bands: 3).Linear([1], [240], uchar: true).Copy(interpretation: Enums.Interpretation.Srgb);
        using var box = ground.Mutate(image => image.DrawRect([60, 80, 120], Side / 4, Side / 4, Side / 2, Side / 2, fill: true));
        return box.PngsaveBuffer();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "The warm-up failed; the service does not become ready.")]
        public static partial void Cold(ILogger logger, Exception failure);
    }
}
