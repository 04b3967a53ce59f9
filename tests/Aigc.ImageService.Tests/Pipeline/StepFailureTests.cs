using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Tests.Drawing;

namespace Aigc.ImageService.Tests.Pipeline;

/// <summary>What is wrong with one step does not cost the others.</summary>
public sealed class StepFailureTests
{
    private static readonly byte[] Mug = DrawnPhoto.Of(Shape.Mug, Ground.Gradient).Png;
    private static readonly ImageStep White = new("white", "w", 300, 300);

    public static TheoryData<string, ImageStep> Bad => new()
    {
        { "template-unknown", new("scene", "bad", 300, 300, Template: "moon-base") },
        { "model-not-installed", new("scene", "bad", 300, 300) { Engine = "inpaint" } },
        { "size-limit-not-met", new("transparent", "bad", 300, 300) { MaxBytes = 200 } },
        { "likeness-consent-missing", new("tryon", "bad") },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Of_several_steps_the_one_that_fails_fails_alone_and_says_why(string code, ImageStep bad)
    {
        var outputs = PipelineDriver.Run(Mug, 1, bad, White).Outputs;

        Assert.Equal([("bad", code, false), ("w", null, true)], outputs.Select(output => (output.Name, output.Refusal, output.Bytes is not null)));
        Assert.NotEmpty(outputs[0].Detail!);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_single_step_is_answered_with_its_problem(string code, ImageStep bad) =>
        Assert.Equal(code, Assert.Throws<ImageProblemException>(() => PipelineDriver.Run(Mug, 1, bad)).Code);

    [Fact]
    public void What_is_made_is_admitted_as_well_as_what_it_is_made_of()
    {
        var (small, large) = (new ImageStep("white", "s", 100, 100), new ImageStep("white", "l", 4_096, 4_096));

        Assert.Equal((640 * 640) + (4L * 4_096 * 4_096), PipelineDriver.PixelsOf(Mug, small, large));
        Assert.Equal("request-invalid", Assert.Throws<ImageProblemException>(() => PipelineDriver.PixelsOf(Mug, large with { Width = int.MaxValue })).Code);
    }

    [Theory]
    [InlineData("decode-failed")]
    [InlineData("request-invalid")]
    public void What_is_wrong_with_the_photo_or_the_request_refuses_all(string code)
    {
        var (photo, bad) = code == "decode-failed" ? (Mug[..800], White with { Name = "x" }) : (Mug, White with { Format = "bmp" });

        Assert.Equal(code, Assert.Throws<ImageProblemException>(() => PipelineDriver.Run(photo, 1, bad, White)).Code);
    }
}
