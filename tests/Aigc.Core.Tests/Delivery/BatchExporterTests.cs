using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Images;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Core.Delivery;
using Aigc.Core.Storage;
using Aigc.Core.Text.Categories;
using Aigc.Testing.Storage;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Tests.Delivery;

public sealed class BatchExporterTests
{
    private const string Hostile = "</style><script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
    private readonly InMemoryBlobStore _blobs = new();

    [Fact]
    public async Task Every_item_is_a_line_in_feed_order_and_only_accepted_ones_reach_the_shop()
    {
        await ExportAsync(Item(1), Item(2) with { State = ItemState.Rejected, Reason = "safety-blocked" }, Item(3));

        var lines = Text("results.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize(line, AigcJson.Default.ItemResult)!.Row);
        Assert.Equal([1L, 2L, 3L], lines);
        Assert.DoesNotContain("\"p2\"", Text("results.csv"), StringComparison.Ordinal);
        Assert.Contains("\"p3\"", Text("results.csv"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("+1+cmd|' /C calc'!A0")]
    [InlineData("@SUM(1)")]
    [InlineData("  =1+1")]
    public async Task A_formula_in_a_product_is_no_formula_in_the_file(string title)
    {
        await ExportAsync(Item(1, title));

        var cells = Text("results.csv").Split('\n')[1].Split("\",\"").Select(cell => cell.Trim('"').TrimStart());
        Assert.DoesNotContain(cells, cell => cell.Length > 0 && cell[0] is '=' or '+' or '@');
    }

    [Fact]
    public async Task The_gallery_shows_hostile_words_as_words_and_loads_nothing_from_elsewhere()
    {
        await ExportAsync(Item(1, Hostile));

        var html = Text("index.html");
        Assert.DoesNotContain("<script>alert", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img src=x", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(src|href)=[\"']?https?:", html);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_reviews_sees_which_network_made_a_picture_and_under_which_licence()
    {
        var picture = new SlotResult
        {
            Slot = "image.scene",
            State = SlotState.InReview,
            Asset = new(new('a', 64), "image/png", 3, 1, 1),
            Production = new("diffusion", "studio@2") { Network = new("studio", "2", new('b', 64), "OpenRAIL-M <b>"), Seed = 7 },
        };

        await ExportAsync(Item(1) with { Slots = [picture] });

        Assert.Contains("diffusion with studio@2, licence OpenRAIL-M &lt;b&gt;", Text("index.html"), StringComparison.Ordinal);
        Assert.Contains("\"licence\":\"OpenRAIL-M", Text("results.jsonl"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_reviews_sees_what_a_model_took_the_product_for()
    {
        var seen = new SubjectClass([new("back<b>pack", 0.9312), new("tent", 0.05)], new("shop-classifier", "1", new('c', 64), "MIT"));

        await ExportAsync(Item(1) with { Triage = new(TriageOutcome.Pass, [], null) { Class = seen } });

        Assert.Contains("Seen as: back&lt;b&gt;pack 0.93 · tent 0.05 (shop-classifier)", Text("index.html"), StringComparison.Ordinal);
        Assert.Contains("\"class\":{\"guesses\":[{\"label\":", Text("results.jsonl"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_batch_is_spread_over_pages()
    {
        await ExportAsync([.. Enumerable.Range(1, 1_201).Select(row => Item(row))]);

        Assert.NotNull(_blobs.Bytes(Paths.Export("acme", BatchId, "page-3.html")));
        Assert.True(Text("index.html").Length < Text("results.jsonl").Length * 3);
    }

    [Fact]
    public async Task The_manifest_tells_the_hash_of_each_file_and_a_second_export_changes_none()
    {
        await ExportAsync(Item(1), Item(2));
        var first = Text("manifest.json");

        await ExportAsync(Item(1), Item(2));

        Assert.Equal(first, Text("manifest.json"));
        using var manifest = JsonDocument.Parse(first);
        foreach (var file in manifest.RootElement.GetProperty("files").EnumerateArray())
            Assert.Equal(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(_blobs.Bytes(Paths.Export("acme", BatchId, file.GetProperty("name").GetString()!))!)));
    }

    private const string BatchId = "20260314T092653-1a2b3c4d";

    private Task ExportAsync(params ItemResult[] items)
    {
        var at = DateTimeOffset.UnixEpoch;
        var batch = new Batch { Id = BatchId, Tenant = "acme", State = BatchState.Delivering, Feed = new("f"), Recipe = new() { Outputs = [new() { Slot = "title.en" }] }, CreatedAt = at, UpdatedAt = at };
        return new BatchExporter(_blobs, new PublicLinks(Options.Create(new DeliveryOptions())), new CategoryStore(new InMemoryBlobStore(), TimeProvider.System)).ExportAsync(new ExportRequest(batch, items.ToAsyncEnumerable()), default);
    }

    private string Text(string file) => Encoding.UTF8.GetString(_blobs.Bytes(Paths.Export("acme", BatchId, file)) ?? throw new InvalidOperationException($"There is no {file}."));

    private static ItemResult Item(long row, string title = "Trail Mug") => new()
    {
        Row = row,
        Product = new Product { Id = $"p{row}", Title = title, Description = title },
        State = ItemState.Accepted,
        Slots = [new() { Slot = "title.en", State = SlotState.Made, Text = title }],
    };
}
