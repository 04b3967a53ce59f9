using Aigc.Contracts.Items;
using Aigc.Core.Costs;
using Aigc.Core.Tests.Text;
using Aigc.Core.Text;
using Aigc.Testing.Storage;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Tests.Costs;

public sealed class PaidChatTests
{
    private readonly Till _till = new(new InMemoryRecordStore());

    [Fact]
    public async Task A_call_is_reserved_before_and_booked_by_its_tokens_before_its_answer_is_seen()
    {
        Account? during = null;
        var chat = Paid(new AskedChat(async () => during = await AccountAsync()));

        await chat.GetResponseAsync("Write.", new() { ModelId = Till.Model, MaxOutputTokens = 100 });

        // 100 read at 2.5 and 10 written at 10 a million.
        Assert.Equal(new Account(0.000_35m, 0), await AccountAsync());
        Assert.True(during!.Reserved >= 0.001m, $"{during.Reserved} is less than the answer alone may cost.");
    }

    public static TheoryData<AIContent, long> Counted => new()
    {
        { new TextContent(new string('a', 900)), 900 },
        { new FunctionResultContent("call_1", new string('a', 900)), 900 },
        { new FunctionCallContent("call_1", "stock_of", new Dictionary<string, object?> { ["product"] = new string('a', 900) }), 900 },
        { new DataContent(new byte[] { 1, 2, 3 }, "image/png"), 36_835 },
        { new UriContent("https://media.example/photo.png", "image/png"), 36_835 },
    };

    [Theory]
    [MemberData(nameof(Counted))]
    public void Whatever_a_message_carries_is_reserved_for(AIContent content, long least) =>
        Assert.True(PaidChat.MostTokens([new(ChatRole.User, [content])], null) >= least);

    [Fact]
    public async Task A_stream_that_was_left_early_is_booked_at_its_upper_bound()
    {
        var chat = Paid(new AskedChat(() => Task.CompletedTask));

        await foreach (var _ in chat.GetStreamingResponseAsync("Write.", new() { ModelId = Till.Model, MaxOutputTokens = 100 })) break;

        Assert.NotEmpty(await _till.Ledger.UnknownAsync(Spending.Nobody, default));
    }

    [Fact]
    public async Task A_stream_that_was_refused_before_its_first_part_costs_nothing()
    {
        var chat = Paid(new AskedChat(() => throw new TransientException("busy") { NothingDone = true }));

        await Assert.ThrowsAsync<TransientException>(() => chat.GetStreamingResponseAsync("Write.", new() { ModelId = Till.Model }).ToChatResponseAsync());

        Assert.Equal(Account.Empty, await AccountAsync());
        Assert.Empty(await _till.Ledger.UnknownAsync(Spending.Nobody, default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stream_whose_end_nobody_knows_is_booked_at_its_upper_bound(bool begun)
    {
        var broken = new TransientException("broke off") { NothingDone = begun };
        var chat = Paid(begun ? new AskedChat(() => Task.CompletedTask) { BreaksOff = broken } : new AskedChat(() => throw broken));

        await Assert.ThrowsAsync<TransientException>(() => chat.GetStreamingResponseAsync("Write.", new() { ModelId = Till.Model }).ToChatResponseAsync());

        Assert.NotEmpty(await _till.Ledger.UnknownAsync(Spending.Nobody, default));
    }

    [Fact]
    public async Task A_stream_that_was_read_to_its_end_is_booked_by_its_tokens()
    {
        var chat = Paid(new AskedChat(() => Task.CompletedTask));

        await foreach (var _ in chat.GetStreamingResponseAsync("Write.", new() { ModelId = Till.Model })) { }

        Assert.Equal(new Account(0.000_35m, 0), await AccountAsync());
    }

    [Fact]
    public async Task The_answer_says_what_was_booked_for_it_and_a_result_costs_that()
    {
        var answer = await Paid(new AskedChat(() => Task.CompletedTask) { Cached = 60 }).GetResponseAsync("Write.", new() { ModelId = Till.Model });

        var usage = new CopyUsage();
        usage.Add(answer);
        var slot = new SlotResult { Slot = "title.en", State = SlotState.Made, Production = usage.Production(answer, "title@1") with { Model = Till.Model } };
        Assert.Equal((0.000_29m, 0.000_29m), ((await AccountAsync()).Settled, _till.Prices.Of(slot)));
        Assert.Equal(0m, _till.Prices.Of(slot with { Production = slot.Production with { FromCache = true } }));
        // One that was kept before costs were: by its tokens.
        Assert.Equal(0.000_35m, _till.Prices.Of(slot with { Production = slot.Production with { Cost = null } }));
    }

    [Fact]
    public async Task The_provider_is_told_the_name_of_the_call()
    {
        var model = new ScriptedChat("yes");

        await Paid(model).GetResponseAsync("Write.");

        Assert.True(model.Options!.AdditionalProperties!.ContainsKey(PaidChat.CallIdKey));
    }

    private PaidChat Paid(IChatClient model) => new(model, _till.Spending, _till.Prices);

    private Task<Account> AccountAsync() => _till.Ledger.AccountAsync(Spending.Nobody, AccountKeys.Tenant, default);

    private sealed class AskedChat(Func<Task> asked) : IChatClient
    {
        private UsageDetails Usage => new() { InputTokenCount = 100, OutputTokenCount = 10, CachedInputTokenCount = Cached };

        public long Cached { get; init; }

        public Exception? BreaksOff { get; init; }

        public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            await asked();
            return new(new ChatMessage(ChatRole.Assistant, "yes")) { Usage = Usage };
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await asked();
            yield return new(ChatRole.Assistant, "y");
            if (BreaksOff is not null) throw BreaksOff;
            yield return new(ChatRole.Assistant, "es");
            yield return new(ChatRole.Assistant, [new UsageContent(Usage)]);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
