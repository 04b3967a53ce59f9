using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Images;
using Aigc.Core.Text;
using Aigc.Core.Text.Capabilities;
using Aigc.Core.Text.Ideas;
using Aigc.Core.Text.Offline;
using Aigc.Testing.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Core.Tests.Text.Ideas;

/// <summary>Ideas for a bottle, by the rules or by a model that is scripted, over a fake image service.</summary>
internal sealed class IdeaDriver : IDisposable
{
    public static readonly Product Bottle = new()
    {
        Id = "b1",
        Title = "Ridge Bottle",
        Brand = "Northway",
        Description = "A lightweight bottle made of stainless steel for day hikes. Available in blue color.",
        ProductType = "Sports > Hiking > Drinkware",
    };

    private readonly HttpClient _http;
    private readonly CopyDriver _writer;

    public IdeaDriver(IChatClient? model = null)
    {
        _http = new(Images) { BaseAddress = new("http://images.test") };
        Images.Scenes = [new("slate-studio", ["sports"]) { Fit = 0.8 }, new("oak-studio", ["home"]) { Fit = 0.5 }];
        _writer = new(model ?? new RuleBasedWriter(), capabilities: new([new IdeaCapability(new(() => new ImageClient(_http, Options.Create(new ImageOptions()), Time), Time, NullLogger<IdeaScenes>.Instance))]));
    }

    public FakeImageService Images { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public Task<SlotResult> WriteAsync(Signals? signals = null, Product? product = null, string language = "en", int? count = null, CopyRules? rules = null) =>
        _writer.WriteAsync(new CopyRequest("acme", product ?? Bottle, new OutputSpec { Slot = $"ideas.{language}", Count = count }, language, rules ?? new()) { Signals = signals });

    public async Task<IReadOnlyList<Idea>> IdeasAsync(IdeaKind kind, Signals? signals = null, Product? product = null, string language = "en") =>
        [.. (await WriteAsync(signals, product, language, 20)).Ideas!.Where(idea => idea.Kind == kind)];

    public static Signals Trends(params TrendTerm[] trends) => new() { Trends = trends };

    public static Signals Results(params PastResult[] rows) => new() { Performance = rows };

    public void Dispose()
    {
        _http.Dispose();
        Images.Dispose();
    }
}
