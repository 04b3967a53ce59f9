using System.Collections.Concurrent;
using System.Security.Cryptography;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion;
using Aigc.ImageService.Diffusion.Pictures;
using Aigc.ImageService.Diffusion.Schedulers;
using Aigc.ImageService.Tests.Diffusion.Tiny;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.ImageService.Tests.Diffusion;

public sealed class DiffusionPipelineTests
{
    private static readonly DiffusionRequest Mug = new() { Prompt = "a red mug", Seeds = [42], Steps = 4, Width = 64, Height = 48 };

    public static TheoryData<string> Shapes => [.. All.Keys];

    private static Dictionary<string, TinyShape> All { get; } = new()
    {
        ["new export"] = new(),
        ["old export"] = new() { OldExport = true, TimestepSizes = [1], IntIds = true },
        ["a time for each picture"] = new() { TimestepSizes = ["batch_size"] },
        ["named steps"] = new() { TimestepSizes = ["steps"], TimestepType = 1 },
        ["int32 time"] = new() { TimestepType = 6 },
        ["half precision"] = new() { Half = true, TimestepType = 10 },
        ["inpainting"] = new() { Channels = 9 },
        ["velocity"] = new() { Prediction = "v_prediction" },
        ["XL"] = new() { Xl = true, Scheduler = "EulerDiscreteScheduler" },
        ["XL turbo"] = new() { Xl = true, Scheduler = "EulerAncestralDiscreteScheduler" },
        ["consistency"] = new() { Lcm = true, Scheduler = "LCMScheduler" },
        ["multistep"] = new() { Scheduler = "DPMSolverMultistepScheduler" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_seed_gives_the_same_bytes_in_any_batch_and_on_one_or_two_threads(string shape)
    {
        using var tiny = new TinyPipeline(All[shape]);
        using var one = tiny.Load();
        using var two = tiny.Load(new() { Threads = 2 });

        var alone = Hash(one.Run(Mug));
        var batch = one.Run(Mug with { Seeds = [7, 8, 42, 9] });

        Assert.Equal(alone, Hash(one.Run(Mug)));
        Assert.Equal(alone, Hash(two.Run(Mug)));
        Assert.Equal([7UL, 8, 42, 9], batch.Images.Select(image => image.Seed));
        Assert.Equal(alone, Hash(batch.Images[2].Picture));
        Assert.Equal(4, batch.Images.Select(image => Hash(image.Picture)).Distinct().Count());
        Assert.Equal((64, 48), (batch.Images[0].Picture.Width, batch.Images[0].Picture.Height));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_prompt_matters(string shape)
    {
        using var tiny = new TinyPipeline(All[shape]);
        using var pipeline = tiny.Load();

        Assert.NotEqual(Hash(pipeline.Run(Mug)), Hash(pipeline.Run(Mug with { Prompt = "photo of a cat" })));
    }

    [Fact]
    public void Pictures_that_share_a_call_look_as_they_do_alone()
    {
        using var tiny = new TinyPipeline(new());
        using var single = tiny.Load();
        using var shared = tiny.Load(new() { Threads = 1, ItemsPerCall = 4 });
        var request = Mug with { Seeds = [1, 2, 3, 4, 5] };

        var (alone, together) = (single.Run(request), shared.Run(request));

        foreach (var (a, b) in alone.Images.Zip(together.Images))
            Assert.True(a.Picture.Rgb.Zip(b.Picture.Rgb, (x, y) => Math.Abs(x - y)).Max() <= 1);
    }

    [Theory]
    [InlineData("a time for each picture")]
    [InlineData("new export")]
    [InlineData("XL")]
    [InlineData("inpainting")]
    public async Task Requests_at_work_at_the_same_time_share_the_runs_of_the_network_and_get_what_they_get_alone(string shape)
    {
        const int Requests = 3;
        var runs = new ConcurrentQueue<int>();
        using var tiny = new TinyPipeline(All[shape]);
        using var single = tiny.Load();
        // Nobody is let go by the clock: whoever is at work is waited for.
        using var shared = tiny.Load(new() { Threads = 1, ItemsPerCall = 4, Time = new FakeTimeProvider(), Ran = runs.Enqueue });
        using var together = new Barrier(Requests);
        var requests = Enumerable.Range(0, Requests).Select(i => Mug with { Prompt = $"a red mug {i}", Seeds = [(ulong)i], Guidance = 3 + i }).ToArray();

        var made = await Task.WhenAll(requests.Select(request => Task.Factory.StartNew(
            () => shared.Run(request, new Told(progress => Begin(progress, together))), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))).WaitAsync(TimeSpan.FromMinutes(1));

        foreach (var (request, result) in requests.Zip(made))
            Assert.True(Only(single.Run(request)).Rgb.Zip(Only(result).Rgb, (x, y) => Math.Abs(x - y)).Max() <= 1);
        Assert.Equal(Enumerable.Repeat(2 * Requests, Mug.Steps), runs);
    }

    [Fact]
    public void A_picture_of_any_size_is_painted_at_the_size_that_the_network_knows()
    {
        using var tiny = new TinyPipeline(new());
        using var pipeline = tiny.Load();

        var (known, large) = (Only(pipeline.Run(Mug)), Only(pipeline.Run(Mug with { Width = 256, Height = 192 })));

        Assert.Equal((256, 192), (large.Width, large.Height));
        Assert.Equal(Hash(PictureTensors.Resized(known, 256, 192)), Hash(large));
    }

    [Fact]
    public void Guidance_asks_twice_and_a_negative_prompt_counts_only_then()
    {
        using var tiny = new TinyPipeline(new());
        using var pipeline = tiny.Load();

        Assert.NotEqual(Hash(pipeline.Run(Mug)), Hash(pipeline.Run(Mug with { NegativePrompt = "cat" })));
        Assert.Equal(Hash(pipeline.Run(Mug with { Guidance = 1 })), Hash(pipeline.Run(Mug with { Guidance = 0, NegativePrompt = "cat" })));
    }

    [Fact]
    public void A_distilled_network_takes_its_guidance_as_an_input()
    {
        using var tiny = new TinyPipeline(All["consistency"]);
        using var pipeline = tiny.Load();

        Assert.NotEqual(Hash(pipeline.Run(Mug)), Hash(pipeline.Run(Mug with { Guidance = 3 })));
        Assert.Equal(Hash(pipeline.Run(Mug)), Hash(pipeline.Run(Mug with { NegativePrompt = "cat" })));
    }

    [Fact]
    public void A_little_strength_stays_nearer_to_the_picture()
    {
        using var tiny = new TinyPipeline(new());
        using var pipeline = tiny.Load();
        var request = Mug with { Image = Gradient(80, 60), Steps = 10, Guidance = 1 };

        var none = Only(pipeline.Run(request with { Strength = 0.1 }));
        double Distance(double strength) => Only(pipeline.Run(request with { Strength = strength })).Rgb.Zip(none.Rgb, (a, b) => Math.Abs(a - b)).Average();

        Assert.True(Distance(0.2) < Distance(0.9));
        Assert.Equal((80, 60), (none.Width, none.Height));
    }

    [Theory]
    [InlineData(4, "DDIMScheduler")]
    [InlineData(9, "DDIMScheduler")]
    [InlineData(4, "EulerDiscreteScheduler")]
    [InlineData(4, "LCMScheduler")]
    public void What_the_mask_leaves_is_the_original_to_the_byte(int channels, string scheduler)
    {
        using var tiny = new TinyPipeline(new() { Channels = channels, Scheduler = scheduler });
        using var pipeline = tiny.Load();
        var image = Gradient(70, 50);
        float[] mask = [.. Enumerable.Range(0, image.Pixels).Select(p => p % 70 < 30 ? 1f : 0f)];

        var made = Only(pipeline.Run(Mug with { Image = image, Mask = mask }));

        Assert.All(Enumerable.Range(0, image.Rgb.Length).Where(i => mask[i / 3] == 0), i => Assert.Equal(image.Rgb[i], made.Rgb[i]));
        Assert.Contains(Enumerable.Range(0, image.Rgb.Length), i => mask[i / 3] == 1 && image.Rgb[i] != made.Rgb[i]);
    }

    [Fact]
    public void The_product_is_pasted_back_by_its_alpha_wherever_the_mask_was()
    {
        using var tiny = new TinyPipeline(new() { Channels = 9 });
        using var pipeline = tiny.Load();
        var image = Gradient(64, 64);
        float[] alpha = [.. Enumerable.Range(0, image.Pixels).Select(p => p % 64 is > 20 and < 40 ? 1f : 0f)];

        var made = Only(pipeline.Run(Mug with { Image = image, Mask = [.. Enumerable.Repeat(1f, image.Pixels)], Keep = alpha }));

        Assert.All(Enumerable.Range(0, image.Rgb.Length).Where(i => alpha[i / 3] == 1), i => Assert.Equal(image.Rgb[i], made.Rgb[i]));
        Assert.NotEqual(Hash(image), Hash(made));
    }

    [Fact]
    public void A_network_with_nine_channels_sees_what_is_kept()
    {
        using var tiny = new TinyPipeline(new() { Channels = 9 });
        using var pipeline = tiny.Load();
        var image = Gradient(64, 64);
        float[] mask = [.. Enumerable.Range(0, image.Pixels).Select(p => p % 64 < 32 ? 1f : 0f)];
        // Only what lies outside the mask differs; what is painted inside must follow.
        var other = image with { Rgb = [.. image.Rgb.Select((value, i) => mask[i / 3] == 0 ? (byte)(255 - value) : value)] };

        var (a, b) = (Only(pipeline.Run(Mug with { Image = image, Mask = mask })), Only(pipeline.Run(Mug with { Image = other, Mask = mask })));

        Assert.Contains(Enumerable.Range(0, image.Rgb.Length), i => mask[i / 3] == 1 && a.Rgb[i] != b.Rgb[i]);
    }

    [Fact]
    public async Task Cancelling_ends_a_step_before_it_is_done()
    {
        using var tiny = new TinyPipeline(new() { UnetWidth = 96, UnetDepth = 60 });
        using var pipeline = tiny.Load();
        using var cancelling = new CancellationTokenSource();
        var seen = new List<int>();
        // The only step takes seconds: it is under way when the token is set, and without an end inside it would report itself done.
        // From a thread of its own: a timer's may have to wait until the step is over.
        var cancels = new Thread(() => { cancelling.Token.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(200)); cancelling.Cancel(); });
        var progress = new Told(done => { seen.Add(done.Step); cancels.Start(); });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(() => pipeline.Run(Mug with { Steps = 1, Width = 512, Height = 512, WorkingSide = 512 }, progress, cancelling.Token)));

        cancels.Join();
        Assert.Equal([0], seen);
    }

    [Fact]
    public void Progress_tells_each_step()
    {
        using var tiny = new TinyPipeline(new());
        using var pipeline = tiny.Load();
        var seen = new List<DiffusionProgress>();

        pipeline.Run(Mug, new Told(seen.Add));

        Assert.Equal([new(0, 4), new(1, 4), new(2, 4), new(3, 4), new(4, 4)], seen);
    }

    [Theory]
    [InlineData(0f, true)]
    [InlineData(1f, false)]
    public void The_safety_checker_withholds_pictures(float limit, bool withheld)
    {
        using var tiny = new TinyPipeline(new() { SafetyLimit = limit });
        using var pipeline = tiny.Load();

        if (withheld) Assert.Equal(("content-filtered", 422), Problem(() => pipeline.Run(Mug)));
        else Assert.True(pipeline.Run(Mug).SafetyChecked);
    }

    [Theory]
    [InlineData("a NAKED man")]
    [InlineData("ｎｕｄｅ portrait")]
    [InlineData("红色裸体雕像")]
    public void Some_words_are_never_painted(string prompt)
    {
        using var tiny = new TinyPipeline(new());
        using var pipeline = tiny.Load();

        Assert.Equal(("content-filtered", 422), Problem(() => pipeline.Run(Mug with { Prompt = prompt })));
    }

    [Fact]
    public void A_word_within_a_word_is_harmless() => PromptDenyList.Default.Check("Denuded topography, gored skirt");

    [Fact]
    public void The_scheduler_can_be_chosen_and_is_told()
    {
        using var tiny = new TinyPipeline(new());
        using var pipeline = tiny.Load();

        var result = pipeline.Run(Mug with { Scheduler = SchedulerKind.DpmSolver });

        Assert.Equal((SchedulerKind.DpmSolver, "cpu", false), (result.Scheduler, result.Provider, result.SafetyChecked));
        Assert.NotEqual(Hash(pipeline.Run(Mug)), Hash(result));
    }

    internal static string Hash(DiffusionResult result) => Hash(Only(result));

    internal static string Hash(Picture picture) => Convert.ToHexString(SHA256.HashData(picture.Rgb));

    internal static Picture Only(DiffusionResult result) => Assert.Single(result.Images).Picture;

    internal static Picture Gradient(int width, int height) => new([.. Enumerable.Range(0, width * height * 3).Select(i => (byte)((i * 7 / 3 % 200) + (i % 3 * 20)))], width, height);

    internal static (string Code, int Status) Problem(Action act) => Assert.Throws<ImageProblemException>(act) is var problem ? (problem.Code, problem.Status) : default;

    private static void Begin(DiffusionProgress progress, Barrier together)
    {
        if (progress.Step == 0) Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(60)), "Not all of them began.");
    }

    private sealed class Told(Action<DiffusionProgress> tell) : IProgress<DiffusionProgress>
    {
        public void Report(DiffusionProgress value) => tell(value);
    }
}
