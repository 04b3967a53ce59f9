using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Workflow.Tests.Batches;

namespace Aigc.Workflow.Tests.Lanes;

/// <summary>Translations need what they translate, and their check needs them: they go through the lane in passes, as long as there is time.</summary>
public sealed class LanePassTests
{
    private const int Products = 20;

    // The fake translates everything alike, which the check of a translation does not let through without a person.
    private static readonly Recipe Recipe = TwoLanes.Recipe with
    {
        Outputs = [new() { Slot = "title.en" }, new() { Slot = "title.de", From = "feed" }, new() { Slot = "title.fr", From = "title.en" }],
        Review = new() { Timeout = TimeSpan.FromMilliseconds(100), OnTimeout = ReviewTimeoutAction.Approve },
    };

    [Fact]
    public async Task Translations_of_slots_and_what_is_translated_back_go_through_the_lane_too()
    {
        await using var lanes = await TwoLanes.StartAsync();

        var batch = await RunAsync(lanes, Recipe);

        // Titles and German; French, and German back; French back. Of requests that are alike one is sent.
        Assert.Equal(["title translation", "translation", "translation"], lanes.Provider.Files.Select(Kinds));
        Assert.Equal((0, lanes.Provider.Billed.Values.Sum()), (lanes.Chat.Calls, batch.Spent!.Amount));
        Assert.Equal(batch.Spent.Amount, (await lanes.App.ItemsAsync(batch)).SelectMany(item => item.Slots).Sum(slot => slot.Production!.Cost?.Amount ?? 0));
        Assert.Equal(batch.Quote!.Expected.Cost.Amount / 2, batch.Quote.BatchLane!.Expected.Amount, 5);
    }

    [Fact]
    public async Task Where_the_deadline_leaves_no_time_for_another_pass_the_rest_is_asked_in_real_time()
    {
        await using var lanes = await TwoLanes.StartAsync();

        var batch = await RunAsync(lanes, Recipe with { Deadline = TimeSpan.FromHours(3) });

        Assert.Equal("title translation", Kinds(Assert.Single(lanes.Provider.Files)));
        Assert.True(lanes.Chat.Calls > 0);
        Assert.Equal(lanes.Provider.Billed.Values.Sum() + lanes.Chat.Billed, batch.Spent!.Amount);
        Assert.InRange(batch.Quote!.BatchLane!.Expected.Amount, (batch.Quote.Expected.Cost.Amount / 2) + 0.000_001m, batch.Quote.Expected.Cost.Amount - 0.000_001m);
    }

    [Fact]
    public async Task What_a_pass_did_not_bring_is_not_asked_of_the_lane_again()
    {
        await using var lanes = await TwoLanes.StartAsync();
        lanes.Provider.Next(new Testing.Fakes.LaneFate(Fails: 0.25));

        var batch = await RunAsync(lanes, Recipe);

        Assert.Equal(lanes.Provider.Files.Sum(file => file.Count), lanes.Provider.Files.SelectMany(file => file).Select(line => (string?)line["custom_id"]).Distinct().Count());
        Assert.True(lanes.Chat.Calls > 0);
        Assert.Equal(lanes.Provider.Billed.Values.Sum() + lanes.Chat.Billed, batch.Spent!.Amount);
    }

    private static string Kinds(IReadOnlyList<System.Text.Json.Nodes.JsonNode> file) => string.Join(' ', file.Select(line => (string)line["body"]!["response_format"]!["json_schema"]!["name"]!).Distinct().Order());

    private static async Task<Batch> RunAsync(TwoLanes lanes, Recipe recipe)
    {
        var batch = await lanes.App.UntilAsync(await lanes.App.SubmitAsync(Recipes.Products(Products), recipe), BatchState.Completed);
        Assert.All(await lanes.App.ItemsAsync(batch), item => Assert.All(item.Slots, slot => Assert.True(slot.State is SlotState.Made or SlotState.InReview, $"{slot.Slot}: {slot.Reason} {slot.Detail}")));
        return batch;
    }
}
