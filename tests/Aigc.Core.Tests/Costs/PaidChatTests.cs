using Aigc.Core.Costs;
using Aigc.Core.Tests.Text;
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
        private static readonly UsageDetails Usage = new() { InputTokenCount = 100, OutputTokenCount = 10 };

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
