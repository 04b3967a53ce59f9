using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Core.Costs;
using Aigc.Testing.Fakes;
using Aigc.Workflow.Tests.Batches;

namespace Aigc.Workflow.Tests.Lanes;

/// <summary>Through the batch lane every item ends exactly once, for half the money, whatever the lane does and whatever it speaks.</summary>
public abstract class LaneTests
{
    protected const int Products = 20;

    private protected abstract Task<TwoLanes> StartAsync(params (string, string)[] settings);

    [Fact]
    public async Task Everything_is_answered_by_the_lane_in_whatever_order_and_paid_once_at_half_the_price()
    {
        await using var lanes = await StartAsync();

        var batch = await RunAsync(lanes);

        Assert.Equal((0, 2 * Products), (lanes.Chat.Calls, lanes.Provider.Billed.Count));
        Assert.Equal(lanes.Provider.Billed.Values.Sum(), batch.Spent!.Amount);
        // What the results say of their cost is what was booked.
        Assert.Equal(batch.Spent.Amount, (await lanes.App.ItemsAsync(batch)).SelectMany(item => item.Slots).Sum(slot => slot.Production!.Cost!.Amount));
        Assert.Equal(new LaneProgress(2 * Products, 2 * Products, 1, 0), batch.Lane);
    }

    [Fact]
    public async Task What_the_lane_drops_or_gets_wrong_is_asked_in_real_time_and_what_is_only_on_its_bill_waits_for_the_invoice()
    {
        await using var lanes = await StartAsync();
        lanes.Provider.Next(new LaneFate(Drops: 0.1, Fails: 0.1));

        var batch = await RunAsync(lanes);

        var answered = batch.Lane!.Answered;
        Assert.Equal(2 * Products, answered + lanes.Chat.Calls);
        Assert.True(lanes.Provider.Billed.Count > answered && answered > 0);
        var spending = lanes.App.Service<TenantSpending>();
        var unknown = (await spending.GetAsync(BatchApp.Tenant)).Unknown;
        Assert.Equal(lanes.Provider.Billed.Count - answered, unknown.Count);
        await spending.ReconcileAsync(BatchApp.Tenant, [.. unknown.Select(call => new Contracts.Costs.InvoiceLine(call.CallId, lanes.Provider.Billed[call.CallId.Split('/')[^1]]))]);
        Assert.Equal(lanes.Provider.Billed.Values.Sum() + lanes.Chat.Billed, (await spending.GetAsync(BatchApp.Tenant)).Settled.Amount);
    }

    [Fact]
    public async Task What_a_file_had_done_when_it_expired_is_used_and_the_rest_bought_in_real_time()
    {
        await using var lanes = await StartAsync();
        lanes.Provider.Next(new LaneFate(ExpiresAfter: 0.25));

        var batch = await RunAsync(lanes);

        Assert.Equal((10, 30), (lanes.Provider.Billed.Count, lanes.Chat.Calls));
        Assert.Equal(lanes.Provider.Billed.Values.Sum() + lanes.Chat.Billed, batch.Spent!.Amount);
    }

    [Fact]
    public async Task What_an_expired_file_had_done_and_did_not_send_waits_for_the_invoice_and_what_it_had_not_begun_does_not()
    {
        await using var lanes = await StartAsync();
        lanes.Provider.Next(new LaneFate(Drops: 0.2, ExpiresAfter: 0.5));

        var batch = await RunAsync(lanes);

        var unsent = lanes.Provider.Billed.Count - batch.Lane!.Answered;
        Assert.True(unsent > 0);
        Assert.Equal(unsent, (await lanes.App.Service<TenantSpending>().GetAsync(BatchApp.Tenant)).Unknown.Count);
    }

    [Fact]
    public async Task A_lane_that_is_not_ready_before_the_deadline_is_stopped_and_the_rest_bought_in_real_time()
    {
        await using var lanes = await StartAsync(("Lanes:Grace", "00:00:01"), ("Costs:SecondsPerCall", "0.001"));
        lanes.Provider.Next(new LaneFate(IsSlow: true));

        var batch = await RunAsync(lanes, TwoLanes.Recipe with { Deadline = TimeSpan.FromSeconds(3) });

        Assert.Single(lanes.Provider.Cancelled);
        Assert.Equal((20, 20), (lanes.Provider.Billed.Count, lanes.Chat.Calls));
        Assert.Equal(lanes.Provider.Billed.Values.Sum() + lanes.Chat.Billed, batch.Spent!.Amount);
    }

    [Fact]
    public async Task Files_are_split_at_the_limit_and_one_that_is_refused_costs_nothing()
    {
        await using var lanes = await StartAsync(("Lanes:MostRequests", "15"));
        lanes.Provider.Next(new LaneFate(IsInvalid: true));

        var batch = await RunAsync(lanes);

        Assert.Equal([15, 15, 10], lanes.Provider.Files.Select(file => file.Count));
        Assert.Equal((25, 15), (lanes.Provider.Billed.Count, lanes.Chat.Calls));
        Assert.Equal(lanes.Provider.Billed.Values.Sum() + lanes.Chat.Billed, batch.Spent!.Amount);
    }

    [Fact]
    public async Task A_cancelled_batch_stops_its_files_and_leaves_no_reservation_behind()
    {
        await using var lanes = await StartAsync();
        lanes.Provider.Next(new LaneFate(IsSlow: true));
        var batch = await lanes.App.SubmitAsync(Recipes.Products(Products), TwoLanes.Recipe);
        await lanes.App.Records.UntilAsync(async () => (await lanes.App.Batches.GetAsync(BatchApp.Tenant, batch.Id)).Lane, TimeSpan.FromSeconds(60));

        await lanes.App.Commands.CancelAsync(BatchApp.Tenant, batch.Id, lanes.App.Workflows);
        batch = await lanes.App.UntilAsync(batch, BatchState.Cancelled);

        var spend = await lanes.App.Service<TenantSpending>().GetAsync(BatchApp.Tenant);
        Assert.Single(lanes.Provider.Cancelled);
        Assert.Equal((0m, lanes.Provider.Billed.Values.Sum(), 0), (spend.Reserved.Amount, batch.Spent!.Amount, lanes.Chat.Calls));
    }

    [Fact]
    public async Task A_crash_after_a_file_was_handed_in_does_not_hand_it_in_again()
    {
        await using var lanes = await StartAsync();
        lanes.Provider.AfterCreate = () =>
        {
            lanes.Provider.AfterCreate = null;
            throw new HttpRequestException("The connection broke before the answer came.");
        };

        await RunAsync(lanes);

        Assert.Equal((1, 2 * Products, 0), (lanes.Provider.Batches, lanes.Provider.Billed.Count, lanes.Chat.Calls));
    }

    [Fact]
    public async Task A_retry_that_has_less_to_ask_takes_over_all_that_the_first_try_has_asked()
    {
        await using var lanes = await StartAsync();
        lanes.Provider.AfterCreate = () =>
        {
            lanes.Provider.AfterCreate = null;
            BuyOneTitle(lanes);
            throw new HttpRequestException("The connection broke before the answer came.");
        };

        var batch = await RunAsync(lanes);

        Assert.Equal((1, 2 * Products, 1), (lanes.Provider.Batches, lanes.Provider.Billed.Count, lanes.Chat.Calls));
        Assert.Equal(lanes.Provider.Billed.Values.Sum(), batch.Spent!.Amount);
    }

    [Fact]
    public async Task A_retry_hands_in_what_no_file_of_the_first_try_has_asked_and_nothing_twice()
    {
        await using var lanes = await StartAsync(("Lanes:MostRequests", "15"));
        lanes.Provider.AfterCreate = () =>
        {
            if (lanes.Provider.Batches < 2) return;
            lanes.Provider.AfterCreate = null;
            // One request less, and all that follow stand in other places than before.
            BuyOneTitle(lanes);
            throw new HttpRequestException("The connection broke before the answer came.");
        };

        var batch = await RunAsync(lanes);

        Assert.Equal([15, 15, 10], lanes.Provider.Files.Select(file => file.Count));
        Assert.Equal((2 * Products, 1), (lanes.Provider.Billed.Count, lanes.Chat.Calls));
        Assert.Equal(lanes.Provider.Billed.Values.Sum(), batch.Spent!.Amount);
    }

    [Fact]
    public async Task Items_that_are_not_chosen_are_not_handed_in()
    {
        await using var lanes = await StartAsync();
        var recipe = TwoLanes.Recipe with { Choosing = new() { Rules = [new() { Factor = Factors.Field, Field = "category", In = ["Mugs"] }] } };

        var batch = await lanes.App.UntilAsync(await lanes.App.SubmitAsync(Recipes.Products(Products), recipe), BatchState.Completed);

        var items = await lanes.App.ItemsAsync(batch);
        Assert.Equal((Products / 2, Products / 2), (items.Count(item => item.State == ItemState.Accepted), items.Count(item => item.State == ItemState.Skipped)));
        Assert.Equal((Products, Products, 0), (lanes.Provider.Files.Single().Count, lanes.Provider.Billed.Count, lanes.Chat.Calls));
        Assert.Equal(lanes.Provider.Billed.Values.Sum(), batch.Spent!.Amount);
    }

    [Fact]
    public async Task Where_the_photo_cannot_be_reached_its_words_are_asked_alone_and_the_rest_goes_through_the_lane()
    {
        await using var lanes = await StartAsync(($"Text:Models:{TwoLanes.Model}:Capabilities:0", "JsonSchema"), ($"Text:Models:{TwoLanes.Model}:Capabilities:1", "Vision"));
        var products = Recipes.Products(Products).Select(product => product with { ImageLink = "http://127.0.0.1:9/photo.png" }).ToList();

        var batch = await lanes.App.UntilAsync(await lanes.App.SubmitAsync(products, TwoLanes.Recipe with { Outputs = [new() { Slot = "title.en" }, new() { Slot = "attributes.en" }] }), BatchState.Completed);

        Assert.All(await lanes.App.ItemsAsync(batch), item => Assert.Equal((ItemState.Accepted, 2), (item.State, item.Slots.Count(slot => slot.State == SlotState.Made))));
        Assert.Equal((Products, Products, 0), (lanes.Provider.Billed.Count, lanes.Chat.Calls, lanes.Chat.Pictures));
        Assert.Equal(lanes.Provider.Billed.Values.Sum() + lanes.Chat.Billed, batch.Spent!.Amount);
    }

    [Fact]
    public async Task What_a_model_thought_is_not_kept()
    {
        await using var lanes = await StartAsync();
        await ThinksAsync(lanes, "title", "description");

        var batch = await RunAsync(lanes);

        Assert.Equal((2 * Products, 0), (lanes.Provider.Billed.Count, lanes.Chat.Calls));
        var kept = lanes.App.Blobs.Names.ToDictionary(name => name, name => System.Text.Encoding.UTF8.GetString(lanes.App.Blobs.Bytes(name)!));
        Assert.Contains(kept, blob => blob.Key.StartsWith($"lanes/{BatchApp.Tenant}/{batch.Id}/", StringComparison.Ordinal) && blob.Value.Contains("Kestrel Trail Mug", StringComparison.Ordinal));
        Assert.DoesNotContain(kept, blob => blob.Value.Contains(TwoLanes.Thought, StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_crash_a_file_is_found_again_behind_all_that_others_have_handed_in_since()
    {
        await using var lanes = await StartAsync(("Lanes:MostRequests", "15"));
        lanes.Provider.AfterCreate = () =>
        {
            if (lanes.Provider.Batches < 3) return;
            lanes.Provider.AfterCreate = null;
            lanes.Provider.Others(3_000, after: TimeSpan.FromMinutes(5));
            throw new HttpRequestException("The connection broke before the answer came.");
        };

        await RunAsync(lanes);

        Assert.Equal((3, 2 * Products, 0), (lanes.Provider.Batches, lanes.Provider.Billed.Count, lanes.Chat.Calls));
    }

    [Fact]
    public async Task What_the_provider_has_of_long_before_a_file_was_first_tried_is_not_looked_through()
    {
        await using var lanes = await StartAsync();
        lanes.Provider.Others(3_000, after: -TimeSpan.FromHours(3));
        lanes.Provider.Others(3_000, after: -TimeSpan.FromHours(2));
        lanes.Provider.Others(150, after: -TimeSpan.FromMinutes(5));
        lanes.Provider.BeforeCreate = () =>
        {
            lanes.Provider.BeforeCreate = null;
            throw new HttpRequestException("The connection broke before the request came.");
        };

        await RunAsync(lanes);

        Assert.Equal((1, 2, 2 * Products), (lanes.Provider.Batches, lanes.Provider.Lists, lanes.Provider.Billed.Count));
    }

    [Fact]
    public async Task A_file_that_is_handed_in_for_the_first_time_is_not_looked_for()
    {
        await using var lanes = await StartAsync();

        await RunAsync(lanes);

        Assert.Equal((1, 0), (lanes.Provider.Batches, lanes.Provider.Lists));
    }

    [Theory]
    [InlineData(Lane.Auto, null, 0)]
    [InlineData(Lane.Auto, 12, 0)]
    [InlineData(Lane.Auto, 48, 1)]
    [InlineData(Lane.Realtime, 48, 0)]
    public async Task Without_being_asked_for_the_lane_is_taken_where_the_deadline_leaves_it_a_day(string lane, int? hours, int files)
    {
        await using var lanes = await StartAsync();

        await RunAsync(lanes, TwoLanes.Recipe with { Lane = lane, Deadline = hours is { } given ? TimeSpan.FromHours(given) : null });

        Assert.Equal(files, lanes.Provider.Batches);
    }

    [Theory]
    [InlineData(Lane.Batch, true)]
    [InlineData(Lane.Realtime, false)]
    public async Task The_quote_shows_both_prices_and_which_of_them_will_be_paid(string lane, bool chosen)
    {
        await using var lanes = await StartAsync();

        var quote = (await RunAsync(lanes, TwoLanes.Recipe with { Lane = lane })).Quote!;

        Assert.Equal(chosen, quote.BatchLane!.Chosen);
        Assert.Equal(quote.Expected.Cost.Amount / 2, quote.BatchLane.Expected.Amount, 5);
        Assert.Equal(quote.High.Cost.Amount / 2, quote.BatchLane.High.Amount, 5);
    }

    [Fact]
    public async Task A_feed_that_is_not_here_is_quoted_with_both_prices_too()
    {
        await using var lanes = await StartAsync();
        var desk = lanes.App.Service<Core.Batches.QuoteDesk>();

        var batch = await desk.EstimateAsync(BatchApp.Tenant, TwoLanes.Recipe, new(1_000));
        var pressing = await desk.EstimateAsync(BatchApp.Tenant, TwoLanes.Recipe with { Lane = Lane.Auto, Deadline = TimeSpan.FromHours(12) }, new(1_000));

        Assert.Equal((true, false), (batch.BatchLane!.Chosen, pressing.BatchLane!.Chosen));
        Assert.Equal(batch.Expected.Cost.Amount / 2, batch.BatchLane.Expected.Amount, 5);
    }

    [Fact]
    public async Task A_file_that_the_budget_does_not_suffice_for_is_not_handed_in()
    {
        await using var lanes = await StartAsync();
        var batch = await lanes.App.SubmitAsync(Recipes.Products(Products), TwoLanes.Recipe with { Budget = new(0.001m, "USD") });

        batch = await lanes.App.UntilAsync(batch, BatchState.Paused);

        Assert.Equal(0, lanes.Provider.Batches);
        Assert.True(batch.Spent!.Amount <= 0.001m);
    }

    // In real time, under the address that the batch will look it up by.
    private static void BuyOneTitle(TwoLanes lanes) =>
        lanes.App.Service<Core.Text.CopyDesk>().GenerateAsync(BatchApp.Tenant, Recipes.Products(1, image: null).Single(), new() { Outputs = [new() { Slot = "title.en" }] }, null).GetAwaiter().GetResult();

    private static async Task ThinksAsync(TwoLanes lanes, params string[] names)
    {
        var library = lanes.App.Service<Core.Prompts.PromptLibrary>();
        foreach (var name in names) await lanes.App.Prompts.SaveAsync(new(BatchApp.Tenant, "ann", new HashSet<Core.Tenants.Role> { Core.Tenants.Role.Admin }), new((await library.ResolveAsync(BatchApp.Tenant, name)).Prompt with { Reasoning = true }, ["production"]), null);
    }

    private protected static async Task<Batch> RunAsync(TwoLanes lanes, Recipe? recipe = null)
    {
        var batch = await lanes.App.SubmitAsync(Recipes.Products(Products), recipe ?? TwoLanes.Recipe);
        batch = await lanes.App.UntilAsync(batch, BatchState.Completed);
        var items = await lanes.App.ItemsAsync(batch);
        Assert.Equal((Products, Products), (items.Count(item => item.State == ItemState.Accepted), items.Select(item => item.Row).Distinct().Count()));
        Assert.All(items, item => Assert.Equal(2, item.Slots.Count(slot => slot.State == SlotState.Made)));
        return batch;
    }
}
