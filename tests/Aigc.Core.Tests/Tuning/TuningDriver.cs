using System.Text;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Contracts.Reviews;
using Aigc.Contracts.Safety;
using Aigc.Core.Batches;
using Aigc.Core.Prompts;
using Aigc.Core.Reviews;
using Aigc.Core.Storage;
using Aigc.Core.Tests.Text;
using Aigc.Core.Tuning;
using Aigc.Testing.Storage;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Core.Tests.Tuning;

/// <summary>A batch that was made, as its stores hold it, and what people said of it. No model may be asked.</summary>
internal sealed class TuningDriver : IDisposable
{
    public const string Tenant = "acme";
    private const string Title = "title.en";
    private readonly ServiceProvider _services;

    public TuningDriver()
    {
        var configuration = new ConfigurationBuilder().Build();
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new FakeTimeProvider(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)))
            .AddSingleton<IRecordStore>(new InMemoryRecordStore()).AddSingleton<IBlobStore>(Blobs).AddSingleton<IChatClient>(new ScriptedChat()).AddAigc(configuration).BuildServiceProvider();
    }

    public InMemoryBlobStore Blobs { get; } = new();

    public PromptEditor Prompts => _services.GetRequiredService<PromptEditor>();

    /// <summary>As results record the title template that is in production.</summary>
    public async Task<string> TemplateAsync(string name = "title") => (await _services.GetRequiredService<PromptLibrary>().ResolveAsync(Tenant, name)).Id;

    /// <summary>A batch with a title for each item, which the model <c>writer</c> wrote.</summary>
    public async Task<string> MadeAsync(IReadOnlyList<ItemResult> items, Recipe? recipe = null, string tail = "00000001", string tenant = Tenant)
    {
        var id = $"20260301T000000-{tail}";
        var batch = new Batch { Id = id, Tenant = tenant, State = BatchState.Completed, Feed = new("feeds/x"), Recipe = recipe ?? new() { Outputs = [new() { Slot = Title }] }, CreatedAt = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch };
        Assert.True(await _services.GetRequiredService<BatchStore>().InsertAsync(batch, default));
        foreach (var chunk in items.Chunk(50))
        {
            var blob = $"pages/{tenant}/{id}/main/{chunk[0].Row:D6}.jsonl";
            Blobs.With(blob, Encoding.UTF8.GetBytes(string.Join('\n', chunk.Select(item => JsonSerializer.Serialize(item, AigcJson.Default.ItemResult)))));
            await _services.GetRequiredService<ItemStore>().SaveAsync(tenant, id, [.. chunk.Select(item => new ItemRecord(item.Row, item.Product.Id, item.State, item.Reason, blob))], default);
        }
        var waiting = items.Where(item => item.State == ItemState.InReview).Select(item => new Review(ReviewIds.Of(id, item.Row), id, item.Row, item.Product.Id, ReviewState.Open, ["sample"], DateTimeOffset.UnixEpoch)).ToList();
        await _services.GetRequiredService<ReviewDesk>().OpenAsync(tenant, id, waiting);
        return id;
    }

    /// <summary>What a person says over the API, applied as the batch applies it.</summary>
    public async Task DecideAsync(string batch, long row, Verdict verdict = Verdict.Approve, string via = "api", params SlotEdit[] edits)
    {
        var decision = new ReviewDecision(verdict, "ann@example.com", via, DateTimeOffset.UnixEpoch, null, edits);
        await _services.GetRequiredService<BatchDecisions>().DecideReviewAsync(Tenant, ReviewIds.Of(batch, row), decision, new Sleeping());
        await new ApplyDecisions(_services.GetRequiredService<ReviewDesk>(), _services.GetRequiredService<ItemStore>(), _services.GetRequiredService<BatchStore>()).RunAsync(null!, new(Tenant, batch, "main"));
    }

    public async Task<ItemResult> ItemAsync(string batch, long row) => (await _services.GetRequiredService<BatchService>().ItemAsync(Tenant, batch, row))!;

    public async Task<(IReadOnlyList<JsonElement> Lines, TuningSummary Summary)> ExportAsync(string batch, TuningRequest? request = null, string tenant = Tenant)
    {
        using var written = new MemoryStream();
        var summary = await WriteAsync(batch, written, request, tenant);
        return ([.. Encoding.UTF8.GetString(written.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)], summary);
    }

    public Task<TuningSummary> WriteAsync(string batch, Stream output, TuningRequest? request = null, string tenant = Tenant) =>
        _services.GetRequiredService<TuningExporter>().WriteAsync(tenant, batch, request ?? new(TuningFormat.Sft), output);

    public static Product Mug(long row) => new() { Id = $"m{row}", Title = $"Camp Mug {row}", Brand = "Quester", Description = "A durable steel mug with a folding handle." };

    /// <summary>An item with one title, in review as a sample.</summary>
    public static ItemResult Item(long row, string template, string title, Func<SlotResult, SlotResult>? but = null, ItemState state = ItemState.InReview, Product? product = null)
    {
        var slot = new SlotResult { Slot = Title, State = SlotState.Made, Text = title, Safety = SafetyVerdict.Clean("lexicon"), Production = new("openai", "writer", template) };
        return new() { Row = row, Product = product ?? Mug(row), State = state, Slots = [but is null ? slot : but(slot)] };
    }

    public void Dispose() => _services.Dispose();

    /// <summary>The batch is over: there is nobody to wake.</summary>
    private sealed class Sleeping : IWorkflows
    {
        public Task RaiseAsync(string instanceId, string eventName, object? payload = null, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task StartAsync(string orchestration, string instanceId, object input, CancellationToken cancellationToken = default) => throw new InvalidOperationException("Nothing is started here.");

        public Task<bool> ExistsAsync(string instanceId, CancellationToken cancellationToken = default) => throw new InvalidOperationException("Nobody asks here.");
    }
}
