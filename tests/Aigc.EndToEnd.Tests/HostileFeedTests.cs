using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Core.Tenants;
using Aigc.Testing.Feeds;
using Aigc.Testing.Photos;

namespace Aigc.EndToEnd.Tests;

/// <summary>A feed of a thousand hostile rows loses nothing, hangs nowhere, reports each bad row and produces the good ones.</summary>
public sealed class HostileFeedTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Every_row_is_a_result_a_duplicate_or_a_reported_error()
    {
        var http = await host.ClientAsync("hostile", Role.Operator);
        var feed = HostileFeed.Build();

        var batch = await http.SubmitAsync("feed.csv", feed.Csv);
        batch = await http.FollowAsync(batch.Id, BatchState.Completed);
        var items = await http.ResultsAsync(batch.Id);
        var errors = (await http.GetStringAsync($"batches/{batch.Id}/errors.jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize(line, AigcJson.Default.RowError)!).ToList();

        Assert.Equal((feed.Rows, feed.Products, feed.Duplicates), (batch.Ingest!.Rows, batch.Ingest.Products, batch.Ingest.Duplicates));
        Assert.Equal(feed.Products, items.Count);
        Assert.Equal(feed.BadRows.OrderBy(bad => bad.Key).Select(bad => (bad.Key, bad.Value)), errors.OrderBy(error => error.Row).Select(error => (error.Row, error.Code)));
        Assert.Equal(batch.Ingest.Rows, items.Count + errors.Count + batch.Ingest.Duplicates);
        Assert.All(items.Where(item => item.Product.Title is not null), item => Assert.All(item.Slots.Take(4), slot => Assert.True(IsDone(item, slot), $"{item.Row} {slot.Slot}: {slot.Reason} {slot.Detail}")));
        Assert.All(items.Where(item => feed.PrivateImageRows.Contains(item.Row)), item => Assert.All(item.Slots.Skip(4), slot => Assert.Equal((SlotState.Refused, "source-blocked"), (slot.State, slot.Reason))));
    }

    [Fact]
    public async Task No_cell_of_the_exported_csv_is_a_formula()
    {
        var http = await host.ClientAsync("hostile-csv", Role.Operator);
        var batch = await http.SubmitAsync("feed.csv", HostileFeed.Build(200, seed: 5).Csv);
        await http.FollowAsync(batch.Id, BatchState.Completed);

        var csv = await http.GetStringAsync($"batches/{batch.Id}/results.csv");

        var cells = csv.Split("\",\"").Select(cell => cell.TrimStart('"', '\r', '\n', ' '));
        Assert.DoesNotContain(cells, cell => cell.Length > 1 && cell[0] is '=' or '@' or '\t');
    }

    [Fact]
    public async Task Bombs_broken_and_disguised_photos_are_refused_and_their_neighbours_are_made()
    {
        var http = await host.ClientAsync("bombs", Role.Operator);
        var media = new Dictionary<string, byte[]>
        {
            ["good.png"] = StudioPhoto.Draw(1),
            ["bomb.png"] = PngBomb(30_000),
            ["cut.png"] = StudioPhoto.Draw(2)[..1_000],
            ["text.png"] = "<html>not a photo"u8.ToArray(),
            ["empty.png"] = [],
            ["svg.png"] = "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(),
        };
        var feed = "id,title,image_link\n" + string.Join('\n', media.Keys.Select((name, i) => $"p{i},Mug {i},{name}"));

        var batch = await http.SubmitAsync("feed.csv", Encoding.UTF8.GetBytes(feed), media: media);
        await http.FollowAsync(batch.Id, BatchState.Completed);
        var items = await http.ResultsAsync(batch.Id);

        Assert.Equal(SlotState.Made, items[0].Slots.Single(slot => slot.Slot == "image.white").State);
        Assert.Equal(["image-too-large", "decode-failed", "source-not-an-image", "source-not-an-image", "source-not-an-image"], items.Skip(1).Select(item => item.Slots.Single(slot => slot.Slot == "image.white").Reason));
        Assert.All(items, item => Assert.Equal(ItemState.Accepted, item.State));
    }

    // Nothing is written from instructions to a model, and nothing that leads off the page; everything else is.
    private static bool IsDone(ItemResult item, SlotResult slot) => item.Product.Title switch
    {
        { } title when title.StartsWith("Ignore all previous", StringComparison.Ordinal) => (slot.State, slot.Reason) == (SlotState.Refused, "instructions-in-source"),
        { } title when title.Contains("http:", StringComparison.Ordinal) && slot.State == SlotState.Failed => slot.Reason == "contact-details",
        _ => slot.State is SlotState.Made or SlotState.Blocked or SlotState.InReview,
    };

    // A flat picture of so many pixels a side: some hundred kilobytes that would decode to gigabytes.
    private static byte[] PngBomb(int side)
    {
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(png, "IHDR", [.. BigEndian(side), .. BigEndian(side), 8, 0, 0, 0, 0]);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[side + 1];
            for (var y = 0; y < side; y++) zlib.Write(row);
        }
        Chunk(png, "IDAT", packed.ToArray());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        png.Write(BigEndian(data.Length));
        png.Write(body);
        png.Write(BigEndian((int)Crc(body)));
    }

    private static uint Crc(byte[] data)
    {
        var crc = 0xFFFFFFFF;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return crc ^ 0xFFFFFFFF;
    }

    private static byte[] BigEndian(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
