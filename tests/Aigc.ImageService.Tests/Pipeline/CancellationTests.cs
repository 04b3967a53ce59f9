using Aigc.Contracts.Images;
using Aigc.ImageService.Diffusion.Components;
using Aigc.ImageService.Models;
using Aigc.ImageService.Pipeline;
using Aigc.ImageService.Pipeline.Operations;
using Aigc.ImageService.Tests.Drawing;
using Aigc.ImageService.Upscaling;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace Aigc.ImageService.Tests.Pipeline;

/// <summary>Whoever goes away is not worked for to the end of a step.</summary>
public sealed class CancellationTests : IDisposable
{
    private static readonly byte[] Photo = DrawnPhoto.Of(Shape.Mug, Ground.Gradient).Png;
    private readonly CancellationTokenSource _leaving = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddImagePipeline().BuildServiceProvider();
    private readonly ModelLibrary _models;
    private int _runs;

    // The caller goes away at the moment in which the network has said what is product.
    public CancellationTests() => _models = new([Path.Combine(AppContext.BaseDirectory, "models")], new() { Provider = Provider.Cpu, Threads = 1, Ran = _ => Left() });

    public void Dispose()
    {
        _models.Dispose();
        _services.Dispose();
        _leaving.Dispose();
    }

    public static TheoryData<string, string?> Steps => new() { { "screen", null }, { "white", null }, { "convert", "standard" } };

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_step_ends_between_its_stages_when_it_is_cancelled(string op, string? market)
    {
        var step = new ImageStep(op, op, 300, 300) { Market = market };

        Assert.ThrowsAny<OperationCanceledException>(() => Pipeline().Run(new(new() { Steps = [step] }, new Dictionary<string, byte[]> { [ImageWork.Main] = Photo }), _ => { }, _leaving.Token));

        Assert.Equal(1, _runs);
    }

    [Fact]
    public void Who_shares_a_cut_with_somebody_who_leaves_still_gets_it()
    {
        var cutouts = new CutoutCache(_models);
        Assert.ThrowsAny<OperationCanceledException>(() => cutouts.Get(Photo, cancellationToken: _leaving.Token));

        var again = cutouts.Get(Photo, cancellationToken: CancellationToken.None);

        Assert.Same(again.Cutout, cutouts.Get(Photo, cancellationToken: CancellationToken.None).Cutout);
        Assert.Equal(2, _runs);
    }

    private ImagePipeline Pipeline() => new(new([new ScreenOperation(_services.GetRequiredService<OperatorModels>()), new ConvertOperation(), new PlainOperation("white", SKColors.White, new(new Upscaler(_models)))]), new(_models));

    private void Left()
    {
        _runs++;
        _leaving.Cancel();
    }
}
