using Aigc.Forge.Drawing;
using Aigc.Forge.Upscaling;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Models;
using Aigc.ImageService.Upscaling;

namespace Aigc.ImageService.Tests.Upscaling;

public sealed class UpscalerTests : IDisposable
{
    private readonly ModelLibrary _models = new([Path.Combine(AppContext.BaseDirectory, "models")]);

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData("upscale-x2", 1.5)]
    [InlineData("upscale-x4", 0.8)]
    public void The_network_that_ships_beats_a_correct_Lanczos_on_pictures_it_never_saw(string name, double byDecibels)
    {
        var network = new TiledNetwork(_models.Find(Upscaler.Task, name)!);
        var pictures = Enumerable.Range(0, 12).Select(i => EvaluateUpscaling.Drawn(7_000_000 + i)).ToList();

        var (lanczos, made, better) = EvaluateUpscaling.Compare(network, pictures);

        Assert.True(made - lanczos >= byDecibels, $"Lanczos {lanczos:0.00} dB, network {made:0.00} dB");
        Assert.True(better >= 10, $"better in {better} of 12");
    }

    [Fact]
    public void Tiles_are_bit_for_bit_the_picture_that_one_run_gives_and_too_small_a_halo_shows()
    {
        var model = _models.Find(Upscaler.Task, "upscale-x2")!;
        var picture = new Raster(ProductPicture.Draw(42, 150), 150, 150, 3);
        var blind = new InstalledModel(model.Manifest with { Halo = 2 }, model.Folder);

        var whole = new TiledNetwork(model, tile: 150).Run(picture, seen: null, CancellationToken.None);

        Assert.Equal(whole.Pixels, new TiledNetwork(model, tile: 37).Run(picture, seen: null, CancellationToken.None).Pixels);
        Assert.NotEqual(whole.Pixels, new TiledNetwork(blind, tile: 37).Run(picture, seen: null, CancellationToken.None).Pixels);
    }

    [Theory]
    [InlineData(100, 60, 150, 90, "upscale-x2")]
    [InlineData(100, 60, 200, 200, "upscale-x4")]
    [InlineData(100, 60, 350, 111, "upscale-x4")]
    [InlineData(40, 40, 333, 333, "upscale-x4")]
    [InlineData(100, 60, 90, 60, null)]
    [InlineData(100, 60, 33, 20, null)]
    public void The_size_is_exact_whatever_the_factor(int width, int height, int toWidth, int toHeight, string? by)
    {
        var picture = new Raster(new byte[width * height * 3], width, height, 3);

        var (made, model) = new Upscaler(_models).Resize(picture, toWidth, toHeight, null, CancellationToken.None);

        Assert.Equal((toWidth, toHeight, 3), (made.Width, made.Height, made.Bands));
        Assert.Equal(by, model?.Name);
    }

    [Theory]
    [InlineData(200, 205, 1.3)]
    [InlineData(400, 410, 1.3)]
    [InlineData(400, 450, 3.0)]
    [InlineData(800, 1_000, 3.0)]
    public void A_little_more_than_the_networks_give_costs_a_little_more_and_not_its_square(int given, int wanted, double atMost)
    {
        var picture = new Raster(new byte[100 * 100 * 3], 100, 100, 3);
        Allocated(picture, given);

        Assert.InRange(Allocated(picture, wanted) / Allocated(picture, given), 0, atMost);
    }

    private double Allocated(Raster picture, int side)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        new Upscaler(_models).Resize(picture, side, side, null, CancellationToken.None);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Fact]
    public void A_transparent_product_gets_no_dark_rim()
    {
        var disc = Disc(80);

        var (made, model) = new Upscaler(_models).Resize(disc, 320, 320, null, CancellationToken.None);

        Assert.Equal("upscale-x4", model!.Name);
        var seen = Enumerable.Range(0, 320 * 320).Where(p => made.Pixels[(p * 4) + 3] > 12).ToList();
        Assert.InRange(seen.Count / (320.0 * 320), 0.44, 0.56);
        // The disc is of one colour, so that every visible pixel of it has to be that colour, the rim too.
        Assert.All(seen, p => Assert.True(Math.Abs(made.Pixels[p * 4] - 210) <= 14 && made.Pixels[(p * 4) + 1] <= 52, $"{made.Pixels[p * 4]},{made.Pixels[(p * 4) + 1]} at alpha {made.Pixels[(p * 4) + 3]}"));
    }

    [Theory]
    [InlineData(1.7)]
    [InlineData(3.3)]
    public void What_an_enlargement_leaves_out_leaves_no_dark_rim(double scale)
    {
        var (small, side) = (Disc(80), 240);
        var framed = new Raster(new byte[side * side * 4], side, side, 4);
        // In a tile of its own, whose pixels beside the disc nothing else makes.
        for (var y = 0; y < 80; y++) small.Pixels.AsSpan(y * 320, 320).CopyTo(framed.Pixels.AsSpan((((y + 80) * side) + 80) * 4));
        var to = (int)(side * scale);

        var (made, _) = new Upscaler(_models).Resize(framed, to, to, null, CancellationToken.None);

        var seen = Enumerable.Range(0, to * to).Where(p => made.Pixels[(p * 4) + 3] > 12).ToList();
        Assert.InRange(seen.Count / (scale * scale), 0.44 * 80 * 80, 0.56 * 80 * 80);
        Assert.All(seen, p => Assert.True(Math.Abs(made.Pixels[p * 4] - 210) <= 14 && made.Pixels[(p * 4) + 1] <= 52, $"{made.Pixels[p * 4]},{made.Pixels[(p * 4) + 1]} at alpha {made.Pixels[(p * 4) + 3]}"));
    }

    [Fact]
    public void Nothing_shifts()
    {
        var dot = new Raster(new byte[31 * 31 * 3], 31, 31, 3);
        Array.Fill(dot.Pixels, (byte)255, ((15 * 31) + 15) * 3, 3);

        foreach (var made in new[] { Lanczos.Resize(dot, 62, 62), new Upscaler(_models).Resize(dot, 62, 62, null, CancellationToken.None).Image })
        {
            var (sum, x, y) = (0.0, 0.0, 0.0);
            for (var p = 0; p < 62 * 62; p++) (sum, x, y) = (sum + made.Pixels[p * 3], x + (made.Pixels[p * 3] * (p % 62)), y + (made.Pixels[p * 3] * (p / 62)));
            Assert.InRange(x / sum, 30.4, 30.6);
            Assert.InRange(y / sum, 30.4, 30.6);
        }
    }

    [Fact]
    public void Lanczos_keeps_a_flat_picture_flat_and_does_not_alias_when_it_reduces()
    {
        var flat = new Raster([.. Enumerable.Repeat((byte)200, 50 * 40 * 3)], 50, 40, 3);
        var stripes = new Raster([.. Enumerable.Range(0, 64 * 64 * 3).Select(i => (byte)(i / 3 % 2 * 255))], 64, 64, 3);

        Assert.All(Lanczos.Resize(flat, 133, 17).Pixels, value => Assert.Equal(200, value));
        Assert.All(Lanczos.Resize(stripes, 16, 16).Pixels, value => Assert.InRange(value, 104, 151));
    }

    [Fact]
    public async Task Enlarging_stops_inside_a_tile_when_it_is_cancelled()
    {
        using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(60));
        var picture = new Raster(new byte[1_500 * 1_500 * 3], 1_500, 1_500, 3);
        var network = new TiledNetwork(_models.Find(Upscaler.Task, "upscale-x4")!, tile: 1_500);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(() => network.Run(picture, seen: null, leaving.Token)));
    }

    [Fact]
    public void What_cannot_be_done_is_refused()
    {
        var picture = new Raster(new byte[20 * 20 * 3], 20, 20, 3);

        Assert.Equal("request-invalid", Assert.Throws<ImageProblemException>(() => new Upscaler(_models).Resize(picture, 400, 400, null, CancellationToken.None)).Code);
        Assert.Equal("model-not-installed", Assert.Throws<ImageProblemException>(() => new Upscaler(_models).Resize(picture, 40, 40, "esrgan", CancellationToken.None)).Code);
    }

    [Fact]
    public void A_named_network_that_gives_far_more_than_is_asked_is_refused_before_it_runs() =>
        Assert.Equal("request-invalid", Assert.Throws<ImageProblemException>(() => new Upscaler(_models).Resize(new(new byte[2_200 * 2_200 * 3], 2_200, 2_200, 3), 2_400, 2_400, "upscale-x4", CancellationToken.None)).Code);

    [Fact]
    public void Without_networks_Lanczos_does_it()
    {
        using var none = new ModelLibrary([]);

        var (made, model) = new Upscaler(none).Resize(new(new byte[20 * 20 * 3], 20, 20, 3), 40, 40, null, CancellationToken.None);

        Assert.Equal((40, 40, (ModelManifest?)null), (made.Width, made.Height, model));
    }

    private static Raster Disc(int side)
    {
        var rgba = new byte[side * side * 4];
        for (var p = 0; p < side * side; p++)
        {
            var alpha = Math.Clamp((side * 0.4) - Math.Sqrt(Math.Pow((p % side) - (side / 2.0) + 0.5, 2) + Math.Pow((p / side) - (side / 2.0) + 0.5, 2)), 0, 1);
            if (alpha > 0) (rgba[p * 4], rgba[(p * 4) + 1], rgba[(p * 4) + 2], rgba[(p * 4) + 3]) = (210, 40, 40, (byte)Math.Round(alpha * 255));
        }
        return new(rgba, side, side, 4);
    }
}
