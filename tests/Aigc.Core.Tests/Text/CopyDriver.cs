using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Prompts;
using Aigc.Core.Storage;
using Aigc.Core.Tests.Prompts;
using Aigc.Core.Text;
using Aigc.Core.Text.Capabilities;
using Aigc.Core.Text.Categories;
using Aigc.Testing.Storage;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Tests.Text;

/// <summary>The writer as the product wires it: paid results are kept around whichever model answers.</summary>
internal sealed class CopyDriver(IChatClient model, IRecordStore? records = null, PromptDriver? prompts = null, CapabilityLibrary? capabilities = null)
{
    public static readonly Product Mug = new() { Id = "m1", Title = "Camp Mug", Brand = "Quester", Description = "A durable steel mug with a folding handle." };

    private readonly CopyWriter _writer = new(new ResultCache(new ReasoningFilter(model), new PaidResults(records ?? new InMemoryRecordStore())), new CopyPrompts((prompts ?? new()).Engine, capabilities ?? CapabilityLibrary.Shipped, new CategoryStore(new InMemoryBlobStore(), TimeProvider.System)));

    public Task<SlotResult> WriteAsync(string slot, Product? product = null, CopyRules? rules = null, int? maxLength = null, int? count = null, string tenant = "acme", string language = "en") =>
        WriteAsync(new CopyRequest(tenant, product ?? Mug, new OutputSpec { Slot = slot, MaxLength = maxLength, Count = count }, language, rules ?? new()));

    public Task<SlotResult> WriteAsync(CopyRequest request) => _writer.WriteAsync(request);

    /// <summary>A translation into the slot's language.</summary>
    public Task<SlotResult> TranslateAsync(string slot, string language, TranslationSource source, Product? product = null, CopyRules? rules = null) =>
        WriteAsync(new CopyRequest("acme", product ?? Mug, new OutputSpec { Slot = slot, From = source.Slot }, language, rules ?? new()) { Source = source });
}
