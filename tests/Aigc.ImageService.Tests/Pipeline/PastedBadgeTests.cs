using Aigc.Contracts.Images;
using Aigc.ImageService.Pipeline;
using Aigc.ImageService.Tests.Drawing;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.ImageService.Tests.Pipeline;

/// <summary>Markets take no picture with a badge on it, and photos of shops often have one.</summary>
public sealed class PastedBadgeTests
{
    private const string Code = "logo-suspected";
    private static readonly DrawnPhoto Mug = DrawnPhoto.Of(Shape.Mug, Ground.Gradient);
    private static readonly byte[] Badged = Mug.Changed(image => image.Mutate(canvas => canvas.DrawCircle([20, 70, 170], 60, 60, 40, fill: true)));

    [Fact]
    public void It_is_told_with_its_share_of_the_picture_and_left_out_of_the_cut()
    {
        var (with, without) = (Run(Badged), Run(Mug.Png));

        var reason = with.Triage!.Reasons.Single(reason => reason.Code == Code);
        Assert.Equal((TriageOutcome.Fix, "cutout", false), (reason.Severity, reason.Fix, reason.Overruled));
        Assert.Equal(Math.PI * 40 * 40 / (640 * 640), reason.Measured, 0.002);
        Assert.True(reason.Measured > reason.Threshold);
        Assert.DoesNotContain(without.Triage!.Reasons, other => other.Code == Code);
        Assert.InRange(AreaOf(with) / (double)AreaOf(without), 0.98, 1.02);
    }

    [Fact]
    public void An_operator_who_says_that_it_is_the_products_keeps_it_and_the_verdict_says_who_decided()
    {
        var (kept, left) = (Run(Badged, Code), Run(Badged));

        Assert.True(kept.Triage!.Reasons.Single(reason => reason.Code == Code).Overruled);
        Assert.Equal(2, kept.Triage.Subject!.Components);
        Assert.Equal(1, left.Triage!.Subject!.Components);
        Assert.Contains(kept.Outputs[0].Pixels().Pixels, pixel => pixel is { Red: < 60, Blue: > 150, Alpha: > 250 });
        Assert.DoesNotContain(left.Outputs[0].Pixels().Pixels, pixel => pixel is { Red: < 60, Blue: > 150, Alpha: > 250 });
    }

    [Fact]
    public void Of_both_ways_each_is_kept_for_the_next_step()
    {
        using var services = new ServiceCollection().AddImagePipeline().BuildServiceProvider();
        var cutouts = services.GetRequiredService<CutoutCache>();

        var (left, kept) = (cutouts.Get(Badged), cutouts.Get(Badged, keepsMarks: true));

        Assert.NotSame(left, kept);
        Assert.Same(left, cutouts.Get(Badged));
        Assert.Same(kept, cutouts.Get(Badged, keepsMarks: true));
    }

    private static int AreaOf(ImagePipelineResponse response) => response.Outputs[0].Pixels().Pixels.Count(pixel => pixel.Alpha > 127);

    private static ImagePipelineResponse Run(byte[] photo, params string[] overrule) =>
        PipelineDriver.Run(photo, new ImagePipelineRequest { Steps = [new("transparent", "t", 400, 400)], Seed = 1, Overrule = overrule });
}
