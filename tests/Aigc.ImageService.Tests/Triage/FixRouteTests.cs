using Aigc.Contracts.Images;
using Aigc.ImageService.Pipeline;
using Aigc.ImageService.Pipeline.Operations;
using Aigc.ImageService.Tests.Drawing;
using Aigc.ImageService.Tests.Pipeline;
using Aigc.ImageService.Triage;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.ImageService.Tests.Triage;

/// <summary>What triage suggests can be asked for.</summary>
public sealed class FixRouteTests
{
    public static TheoryData<string, string?> Photos => new() { { "too-small", "upscale" }, { "blurred", "upscale" }, { "off-centre", "crop" }, { "cropped", null } };

    [Fact]
    public void Every_route_that_the_judge_can_name_is_an_operation_of_the_service()
    {
        using var services = new ServiceCollection().AddImagePipeline().BuildServiceProvider();

        Assert.All(Enum.GetValues<FixRoute>().Select(TriageJudge.NameOf), route => Assert.Contains(route, services.GetRequiredService<OperationSet>().Names));
    }

    [Theory]
    [MemberData(nameof(Photos))]
    public void A_photo_is_sent_the_way_that_mends_it(string code, string? route)
    {
        var photo = DrawnPhoto.Of(Shape.Mug, Ground.Plain);

        var reason = Assert.Single(PipelineDriver.Screened(Bad(photo, code)).Reasons, reason => reason.Code == code);

        Assert.Equal((TriageOutcome.Fix, route), (reason.Severity, reason.Fix));
    }

    private static byte[] Bad(DrawnPhoto photo, string code) => code switch
    {
        "too-small" => photo.Changed(image => image.ThumbnailImage(200)),
        "blurred" => photo.Changed(image => image.Gaussblur(2)),
        "off-centre" => photo.Changed(image => image.Embed(0, 0, 1_100, 640, extend: NetVips.Enums.Extend.Copy)),
        // Four pixels of a disc are cut off: too little to end in a line that shows.
        _ => DrawnPhoto.Of(Shape.Disc, Ground.Gradient).Changed(image => image.Crop(0, 0, 640, 508)),
    };
}
