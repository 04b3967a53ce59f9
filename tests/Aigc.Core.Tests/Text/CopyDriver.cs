using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Prompts;
using Aigc.Core.Storage;
using Aigc.Core.Tests.Prompts;
using Aigc.Core.Text;
using Aigc.Testing.Storage;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Tests.Text;

/// <summary>The writer as the product wires it: paid results are kept around whichever model answers.</summary>
internal sealed class CopyDriver(IChatClient model, IRecordStore? records = null, PromptDriver? prompts = null)
{
    public static readonly Product Mug = new() { Id = "m1", Title = "Camp Mug", Brand = "Quester", Description = "A durable steel mug with a folding handle." };

    private readonly CopyWriter _writer = new(new ResultCache(new ReasoningFilter(model), new PaidResults(records ?? new InMemoryRecordStore())), (prompts ?? new()).Engine);

    public Task<SlotResult> WriteAsync(string slot, Product? product = null, CopyRules? rules = null, int? maxLength = null, int? count = null, string tenant = "acme", string language = "en") =>
        _writer.WriteAsync(new CopyRequest(tenant, product ?? Mug, new OutputSpec { Slot = slot, MaxLength = maxLength, Count = count }, language, rules ?? new()));
}
