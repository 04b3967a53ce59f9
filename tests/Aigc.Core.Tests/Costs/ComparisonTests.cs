using Aigc.Contracts.Costs;
using Aigc.Contracts.Prompts;
using Aigc.Core.Costs;
using Aigc.Core.Tests.Prompts;
using Aigc.Core.Tests.Text;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Tests.Costs;

public sealed class ComparisonTests
{
    private static readonly Prompt Long = PromptDriver.Tagline("Write a long title of the product.") with
    {
        Name = "long-title",
        Parts = PromptDriver.Tagline().Parts with { OutputIndicator = "A JSON object with one property \"title\"." },
        Outputs = PromptDriver.Json("""{"type":"object","additionalProperties":false,"required":["title"],"properties":{"title":{"type":"string"}}}"""),
    };

    private static readonly CompareVariant[] Two = [new("short"), new("long", Template: Long.Name)];

    [Fact]
    public async Task Variants_stand_side_by_side_with_what_they_say_cost_and_were_asked()
    {
        var result = await CompareAsync(new(_ => """{"title":"Quester Camp Mug"}"""), new([CopyDriver.Mug, CopyDriver.Mug with { Id = "m2", Title = "Mug Two" }], new() { Slot = "title.en" }, Two));

        Assert.Equal([("short", 2), ("long", 2)], result.Variants.Select(variant => (variant.Label, variant.Passed)));
        var item = result.Variants[0].Items[1];
        Assert.Equal(("m2", "Quester Camp Mug", true), (item.ProductId, item.Result.Text, item.Passed));
        Assert.Contains("Mug Two", item.Prompt, StringComparison.Ordinal);
        Assert.Equal((1_000L, 100L, (1_000 * 2m + 100 * 8m) / 1_000_000m), (item.InputTokens, item.OutputTokens, item.Cost.Amount));
        Assert.NotNull(result.Variants[0].MeanMilliseconds);
        Assert.NotEqual(item.Prompt, result.Variants[1].Items[1].Prompt);
    }

    [Fact]
    public async Task Models_stand_side_by_side_on_the_same_products_each_at_its_own_price()
    {
        var result = await CompareAsync(new(_ => """{"title":"Quester Camp Mug"}"""), new([CopyDriver.Mug, CopyDriver.Mug with { Id = "m2" }], new() { Slot = "title.en" }, [new("large", Model: "gpt-4o"), new("small", Model: "gpt-4o-mini")]));

        Assert.Equal([("large", "gpt-4o", 0.0056m), ("small", "gpt-4o-mini", 0.0014m)], result.Variants.Select(variant => (variant.Label, variant.Items[1].Result.Production!.Model!, variant.Cost.Amount)));
        Assert.Equal(["m1", "m2"], result.Variants[1].Items.Select(item => item.ProductId));
    }

    [Fact]
    public async Task An_answer_that_fails_its_checks_counts_as_not_passed_and_its_cost_stays()
    {
        var result = await CompareAsync(new(_ => "no"), new([CopyDriver.Mug], new() { Slot = "title.en" }, Two));

        Assert.Equal((0, "output-unparsable"), (result.Variants[0].Passed, result.Variants[0].Items[0].Result.Reason));
        Assert.True(result.Variants[0].Cost.Amount > 0);
    }

    [Fact]
    public async Task A_variant_that_cannot_be_tells_why_and_the_others_are_written()
    {
        var result = await CompareAsync(new(_ => """{"title":"Quester Camp Mug"}"""), new([CopyDriver.Mug], new() { Slot = "title.en" }, [new("good"), new("bad", Template: "nowhere")]));

        Assert.Equal([1, 0], result.Variants.Select(variant => variant.Passed));
        Assert.Equal("unknown-template", result.Variants[1].Items[0].Result.Reason);
    }

    [Fact]
    public async Task One_variant_pictures_and_too_many_answers_are_refused()
    {
        CompareRequest good = new([CopyDriver.Mug], new() { Slot = "title.en" }, Two);
        foreach (var bad in new[] { good with { Variants = [Two[0]] }, good with { Variants = [Two[0], Two[0]] }, good with { Output = new() { Slot = "image.white" } }, good with { Products = [] }, good with { Products = [.. Enumerable.Repeat(CopyDriver.Mug, 21)] } })
            Assert.Equal("compare-invalid", (await Assert.ThrowsAsync<ProblemException>(() => CompareAsync(new(_ => ""), bad))).Code);
    }

    private static async Task<CompareResult> CompareAsync(AnsweringChat chat, CompareRequest request)
    {
        var driver = new QuoteDriver();
        await driver.Prompts.SaveAsync(Long, "production");
        return await new Comparison(driver.Writer(chat), driver.Meter, driver.Counter, driver.Prices, TimeProvider.System).RunAsync(QuoteDriver.Tenant, request);
    }

    private sealed class AnsweringChat(Func<IEnumerable<ChatMessage>, string> answer) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer(messages))) { ModelId = options?.ModelId ?? "gpt-4o", Usage = new() { InputTokenCount = 1_000, OutputTokenCount = 100 } });

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new InvalidOperationException("Copy is not streamed.");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
