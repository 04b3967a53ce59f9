using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion;

namespace Aigc.ImageService.Tests.Diffusion;

public sealed class RequestCheckTests
{
    private static readonly Picture Picture = new(new byte[16 * 16 * 3], 16, 16);
    private static readonly DiffusionRequest Good = new() { Prompt = "a mug", Seeds = [1], Image = Picture, Mask = new float[256], Keep = new float[256] };

    public static TheoryData<string, string> Bad => new()
    {
        { "no seeds", "0 seeds: 1 to 64" }, { "65 seeds", "65 seeds: 1 to 64" }, { "no steps", "0 steps: 1 to 200" }, { "201 steps", "201 steps: 1 to 200" },
        { "negative guidance", "between 0 and 50" }, { "guidance that is no number", "between 0 and 50" }, { "strength 0", "above 0" }, { "strength 1.1", "above 0" },
        { "eta 2", "Eta lies" }, { "long prompt", "at most 4000" }, { "long negative prompt", "at most 4000" }, { "side of 4", "8 to 4096" }, { "side of 4097", "8 to 4096" }, { "work at 4", "sides of 8 to 2048" }, { "work at 2049", "sides of 8 to 2048" },
        { "mask alone", "comes with a picture" }, { "short mask", "one value for each pixel" }, { "short keep", "one value for each pixel" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_request_beyond_its_bounds_is_refused_before_anything_is_computed(string what, string why)
    {
        var request = what switch
        {
            "no seeds" => Good with { Seeds = [] },
            "65 seeds" => Good with { Seeds = [.. Enumerable.Range(0, 65).Select(seed => (ulong)seed)] },
            "no steps" => Good with { Steps = 0 },
            "201 steps" => Good with { Steps = 201 },
            "negative guidance" => Good with { Guidance = -1 },
            "guidance that is no number" => Good with { Guidance = double.NaN },
            "strength 0" => Good with { Strength = 0 },
            "strength 1.1" => Good with { Strength = 1.1 },
            "eta 2" => Good with { Eta = 2 },
            "long prompt" => Good with { Prompt = new('x', 4_001) },
            "long negative prompt" => Good with { NegativePrompt = new('x', 4_001) },
            "side of 4" => Good with { Height = 4 },
            "side of 4097" => Good with { Width = 4_097 },
            "work at 4" => Good with { WorkingSide = 4 },
            "work at 2049" => Good with { WorkingSide = 2_049 },
            "mask alone" => Good with { Image = null, Keep = null },
            "short mask" => Good with { Mask = new float[255] },
            _ => Good with { Keep = new float[255] },
        };

        var problem = Assert.Throws<ImageProblemException>(() => RequestCheck.Check(request));

        Assert.Equal(("request-invalid", 422), (problem.Code, problem.Status));
        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bounds_themselves_are_taken()
    {
        RequestCheck.Check(Good);
        RequestCheck.Check(Good with { Seeds = [.. Enumerable.Range(0, 64).Select(seed => (ulong)seed)], Steps = 200, Guidance = 50, Strength = 1, Eta = 1, Width = 4_096, WorkingSide = 2_048, Prompt = new('x', 4_000) });
        RequestCheck.Check(Good with { Seeds = [ulong.MaxValue], Steps = 1, Guidance = 0, Strength = 0.01, Eta = 0, WorkingSide = 8, Prompt = "" });
    }
}
