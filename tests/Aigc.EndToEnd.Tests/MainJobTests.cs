using System.Text;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Items;
using Aigc.Testing;

namespace Aigc.EndToEnd.Tests;

/// <summary>The main job as an operator does it: one command over a feed.</summary>
public sealed class MainJobTests
{
    [CatalogueFact]
    public async Task The_real_catalogue_gives_every_product_copy_in_all_slots_and_each_image_or_a_verdict()
    {
        var folder = Directory.CreateTempSubdirectory("aigc-catalogue-");

        var (exit, output) = await LocalProcess.RunAsync("produce", Catalogue.Feed!, "--out", folder.FullName, "--approve", "all", "--data", Path.Combine(folder.FullName, "data"));

        Assert.True(exit == 0, output);
        var items = await ReadAsync(folder.FullName);
        Assert.Equal(40, items.Count);
        Assert.All(items, item => Assert.Equal(["attributes", "title.en", "highlights.en", "description.en", "image.white", "image.scene"], item.Slots.Select(slot => slot.Slot)));
        Assert.All(items.SelectMany(item => item.Slots.Take(4)), slot => Assert.Equal(SlotState.Made, slot.State));
        Assert.All(items.SelectMany(item => item.Slots.Skip(4)), slot => Assert.True(slot.State == SlotState.Made || slot is { State: SlotState.Refused, Reason.Length: > 0 }));
        Assert.All(items.SelectMany(item => item.Slots).Where(slot => slot.Asset is not null), slot => Assert.True(File.Exists(Path.Combine(folder.FullName, "images", slot.Asset!.FileName))));
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("produce", "no-such-feed.csv")]
    [InlineData("frobnicate")]
    [InlineData("produce", "a.csv", "--approve", "maybe")]
    public async Task A_command_that_cannot_be_done_says_why_and_exits_with_2(params string[] arguments)
    {
        var (exit, output) = await LocalProcess.RunAsync(arguments);

        Assert.Equal(2, exit);
        Assert.NotEmpty(output);
    }

    private static async Task<List<ItemResult>> ReadAsync(string folder) =>
        [.. (await File.ReadAllLinesAsync(Path.Combine(folder, "results.jsonl"), Encoding.UTF8)).Select(line => JsonSerializer.Deserialize(line, AigcJson.Default.ItemResult)!)];
}
