using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion;
using Aigc.ImageService.Diffusion.Components;
using Aigc.ImageService.Diffusion.Pictures;
using Aigc.ImageService.Diffusion.Tokens;
using Aigc.ImageService.Tests.Diffusion.Tiny;
using Aigc.ImageService.Tests.Drawing;
using Aigc.ImageService.TryOn;
using SkiaSharp;

namespace Aigc.ImageService.Tests.Diffusion;

/// <summary>What a network is fed, value by value and in the order that trained networks expect: a wrong order would paint all the same, only badly.</summary>
public sealed class FeedingTests
{
    private static readonly DiffusionRequest Beach = new() { Prompt = "on a beach", Seeds = [1], Guidance = 3 };
    private static readonly SKColor Red = new(178, 44, 52);
    private static readonly SKColor Green = new(20, 160, 60);
    private static readonly int[] Nothing = [-1, -1, -1, -1];

    [Fact]
    public void SDXL_is_told_the_last_layer_but_one_of_the_first_encoder_then_that_of_the_second_whose_projection_is_the_pooled_one()
    {
        using var tiny = new TinyPipeline(new() { Xl = true });
        using var model = DiffusionModel.Load(tiny.Folder, Sessions);

        var told = model.Text!.Encode("on a beach", CancellationToken.None);

        var (first, second) = (Asked(tiny, "", "hidden_states.1"), Asked(tiny, "_2", "hidden_states.1"));
        Assert.Equal((8, 16), (first.Shape[2], second.Shape[2]));
        Assert.Equal([1, ClipTokenizer.Length, 24], told.Hidden.Shape);
        for (var word = 0; word < ClipTokenizer.Length; word++)
        {
            Assert.Equal(first.Data.AsSpan(word * 8, 8).ToArray(), told.Hidden.Data.AsSpan(word * 24, 8).ToArray());
            Assert.Equal(second.Data.AsSpan(word * 16, 16).ToArray(), told.Hidden.Data.AsSpan((word * 24) + 8, 16).ToArray());
        }
        Assert.Equal(Asked(tiny, "_2", "text_embeds").Data, told.Pooled!.Data);
    }

    [Fact]
    public void SDXL_is_told_the_height_and_width_of_the_picture_then_the_crop_then_the_height_and_width_it_works_at()
    {
        using var tiny = new TinyPipeline(new() { Xl = true });
        using var model = DiffusionModel.Load(tiny.Folder, Sessions);

        var (with, without) = new Conditioning(model, Beach with { Image = Grey(30, 50) }).For(new(48, 80), null, CancellationToken.None);

        Assert.Equal([50f, 30, 0, 0, 80, 48], with.TimeIds!.Data);
        Assert.Equal(with.TimeIds.Data, without!.TimeIds!.Data);
    }

    [Fact]
    public void A_distilled_network_is_told_the_sines_and_then_the_cosines_of_a_thousand_times_the_guidance_less_one()
    {
        using var tiny = new TinyPipeline(new() { Lcm = true });
        using var model = DiffusionModel.Load(tiny.Folder, Sessions);

        var (with, without) = new Conditioning(model, Beach).For(new(64, 64), null, CancellationToken.None);

        // Sixteen wide: angles 2000, 2000 / 10000^(1/7), ... 0.2.
        var told = with.TimestepCond!.Data;
        Assert.Equal((16, true), (told.Length, without is null));
        Assert.Equal([Math.Sin(2_000), Math.Sin(0.2), Math.Cos(2_000), Math.Cos(0.2)], new double[] { told[0], told[7], told[8], told[15] }, (expected, found) => Math.Abs(expected - found) < 1e-4);
        Assert.Equal(Math.Sin(2_000 * Math.Pow(10_000, -1 / 7.0)), told[1], 4);
    }

    [Theory]
    [InlineData(new[] { 0, 1, 2, 3 }, new[] { 10f, 11, 12, 13 })]
    [InlineData(new[] { 4, 4, 4, 4 }, new[] { 20f, 20, 20, 20 })]
    [InlineData(new[] { 5, 6, 7, 8 }, new[] { 30f, 31, 32, 33 })]
    public void An_inpainting_network_gets_latents_then_the_mask_then_the_masked_latents(int[] given, float[] expected)
    {
        using var tiny = Giving(given);
        using var model = DiffusionModel.Load(tiny.Folder, Sessions);
        var beside = Conditioning.Channels(Planes(20), Planes(30, 31, 32, 33));

        var output = model.Unet.Predict(Planes(10, 11, 12, 13), 1, new(null, Beside: beside), null, 1, CancellationToken.None);

        Assert.Equal(Planes(expected).Data, output);
    }

    [Fact]
    public void The_mask_is_one_where_it_is_painted_and_the_masked_latents_are_those_of_the_picture_with_grey_there()
    {
        using var tiny = new TinyPipeline(new() { Channels = 9 });
        using var model = DiffusionModel.Load(tiny.Folder, Sessions);
        var (size, picture) = (new WorkingSize(32, 32), new Picture([.. Enumerable.Range(0, 32 * 32 * 3).Select(i => (byte)(i % 200))], 32, 32));
        float[] right = [.. Enumerable.Range(0, 32 * 32).Select(p => p % 32 >= 16 ? 1f : 0f)];
        var hidden = new Picture([.. picture.Rgb.Select((value, i) => right[i / 3] > 0 ? (byte)0 : value)], 32, 32);

        var (with, _) = new Conditioning(model, Beach).For(size, Canvas.Of(picture, right, size, model, CancellationToken.None), CancellationToken.None);

        var planes = PictureTensors.Planes(hidden, 32, 32);
        // Mid grey is no level of eight bits.
        for (var i = 0; i < planes.Data.Length; i++) if (right[i % (32 * 32)] > 0) planes.Data[i] = 0;
        Assert.Equal([1, 5, 8, 8], with.Beside!.Shape);
        Assert.Equal(Enumerable.Range(0, 64).Select(p => p % 8 >= 4 ? 1f : 0f), with.Beside.Data.Take(64));
        Assert.Equal(model.Vae.Encode(planes, CancellationToken.None).Data, with.Beside.Data.Skip(64));
    }

    [Fact]
    public void In_a_try_on_the_person_lies_above_the_garment_and_only_the_person_is_masked()
    {
        // A network that looks at nothing around: what is painted on the person cannot know of what lies below.
        Assert.Equal(Dressed([5, 6, 7, 8], Red), Dressed([5, 6, 7, 8], Green));
        Assert.NotEqual(Dressed(Nothing, Red), Dressed([4, 4, 4, 4], Red));
    }

    private static SessionFactory Sessions => new(new() { Threads = 1 });

    private static Picture Grey(int width, int height) => new(new byte[width * height * 3], width, height);

    // Each channel of two by two is one value.
    private static Tensor Planes(params float[] values) => new([.. values.SelectMany(value => Enumerable.Repeat(value, 4))], 1, values.Length, 2, 2);

    private static TinyPipeline Giving(int[] channels)
    {
        var tiny = new TinyPipeline(new() { Channels = 9, TryOn = true });
        TinyNetworks.Giving(channels).Save(tiny.PathOf("unet/model.onnx"));
        return tiny;
    }

    private static Tensor Asked(TinyPipeline tiny, string which, string output)
    {
        using var encoder = Sessions.Open("encoder", tiny.PathOf($"text_encoder{which}/model.onnx"));
        var words = ClipTokenizer.Load(tiny.PathOf($"tokenizer{which}")).Encode("on a beach");
        return encoder.Run([output], new Dictionary<string, Tensor> { ["input_ids"] = new(Array.ConvertAll(words, id => (float)id), 1, words.Length) }, CancellationToken.None)[0];
    }

    private static byte[] Dressed(int[] given, SKColor garment)
    {
        using var tiny = Giving(given);
        using var pipeline = TryOnPipeline.Load(tiny.Folder, Sessions);
        var (person, shirt) = (ImageDecoder.Decode(DrawnPhoto.Of(Shape.Bottle, Ground.White, 300, 400).Png), ImageDecoder.Decode(DrawnPhoto.Of(Shape.Boot, Ground.White, 400, 400, garment).Png));
        return pipeline.Run(new() { Person = person, Garment = shirt, Mask = [.. Enumerable.Repeat(1f, person.Pixels)], Seed = 7, LikenessConsent = true, Steps = 1, Guidance = 1, WorkingSide = 64 }).Picture.Rgb;
    }
}
