using Aigc.Contracts;
using Aigc.Contracts.Prompts;
using Aigc.Core.Prompts;
using Aigc.Core.Tenants;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions;

/// <summary>What prompts are filled from beside the product: attributes of categories, words of brands, rules of markets.</summary>
public sealed class PromptSourceFunctions(SourceRecords sources)
{
    [Function(nameof(GetAttributeDictionary)), Requires(Role.Viewer)]
    [Operation("The attributes that the tenant's categories have.", Response = typeof(AttributeDictionary))]
    public async Task<IResult> GetAttributeDictionary([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "attribute-dictionary")] HttpRequest request, CancellationToken cancellationToken)
    {
        var found = await sources.CurrentDictionaryAsync(request.Tenant(), cancellationToken);
        return Answers.Tagged(request, found.Value, found.ETag, AigcJson.Default.AttributeDictionary);
    }

    [Function(nameof(PutAttributeDictionary)), Requires(Role.Operator)]
    [Operation("Replaces the attribute dictionary.", Request = typeof(AttributeDictionary), Response = typeof(AttributeDictionary))]
    public async Task<IResult> PutAttributeDictionary([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "attribute-dictionary")] HttpRequest request, CancellationToken cancellationToken)
    {
        var dictionary = await request.ReadAsync<AttributeDictionary>();
        return Answers.Tagged(request, dictionary, await sources.PutDictionaryAsync(request.Tenant(), dictionary, request.IfMatch(), cancellationToken), AigcJson.Default.AttributeDictionary);
    }

    [Function(nameof(GetBrandGlossary)), Requires(Role.Viewer)]
    [Operation("The words of a brand; '*' names those of all brands.", Response = typeof(BrandGlossary))]
    public async Task<IResult> GetBrandGlossary([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "brand-glossaries/{brand}")] HttpRequest request, string brand, CancellationToken cancellationToken)
    {
        var found = await sources.CurrentGlossaryAsync(request.Tenant(), brand, cancellationToken);
        return Answers.Tagged(request, found.Value, found.ETag, AigcJson.Default.BrandGlossary);
    }

    [Function(nameof(PutBrandGlossary)), Requires(Role.Operator)]
    [Operation("Replaces the words of a brand: how terms are translated, and which never are.", Request = typeof(BrandGlossary), Response = typeof(BrandGlossary))]
    public async Task<IResult> PutBrandGlossary([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "brand-glossaries/{brand}")] HttpRequest request, string brand, CancellationToken cancellationToken)
    {
        var glossary = await request.ReadAsync<BrandGlossary>();
        return Answers.Tagged(request, glossary, await sources.PutGlossaryAsync(request.Tenant(), brand, glossary, request.IfMatch(), cancellationToken), AigcJson.Default.BrandGlossary);
    }

    [Function(nameof(GetMarketRules)), Requires(Role.Viewer)]
    [Operation("What a marketplace asks of texts.", Response = typeof(MarketRules))]
    public async Task<IResult> GetMarketRules([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "market-rules/{market}")] HttpRequest request, string market, CancellationToken cancellationToken)
    {
        var found = await sources.CurrentMarketAsync(request.Tenant(), market, cancellationToken);
        return Answers.Tagged(request, found.Value, found.ETag, AigcJson.Default.MarketRules);
    }

    [Function(nameof(PutMarketRules)), Requires(Role.Operator)]
    [Operation("Replaces what a marketplace asks of texts.", Request = typeof(MarketRules), Response = typeof(MarketRules))]
    public async Task<IResult> PutMarketRules([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "market-rules/{market}")] HttpRequest request, string market, CancellationToken cancellationToken)
    {
        var rules = await request.ReadAsync<MarketRules>();
        return Answers.Tagged(request, rules, await sources.PutMarketAsync(request.Tenant(), market, rules, request.IfMatch(), cancellationToken), AigcJson.Default.MarketRules);
    }
}
