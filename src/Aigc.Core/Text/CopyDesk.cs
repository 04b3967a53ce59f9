using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Storage;
using Aigc.Core.Text.Capabilities;
using Aigc.Core.Text.Photos;
using Aigc.Core.Text.Translation;

namespace Aigc.Core.Text;

/// <summary>One capability for one product, answered at once: written, held against the facts, checked for safety.</summary>
public sealed class CopyDesk
{
    private const string Table = "generated";
    private readonly SeeingWriter _writer;
    private readonly CopyGate _gate;
    private readonly CapabilityLibrary _capabilities;
    private readonly IRecordStore _records;

    internal CopyDesk(SeeingWriter writer, CopyGate gate, CapabilityLibrary capabilities, IRecordStore records)
    {
        _writer = writer;
        _gate = gate;
        _capabilities = capabilities;
        _records = records;
    }

    public CapabilityList Capabilities => new(_capabilities.List);

    /// <summary>The recipe's output that a capability fills in a language.</summary>
    /// <exception cref="ProblemException"><c>not-found</c> (404).</exception>
    public string SlotOf(string capability, string language, string? kind) => _capabilities.Get(capability).Name switch
    {
        Slots.Category => Slots.Category,
        TranslationCapability.Key => $"{kind ?? Slots.Title}.{language}",
        var name => $"{name}.{language}",
    };

    /// <param name="recipe">Of one output.</param>
    /// <param name="key">The caller's name for this request: the same one gives the same answer.</param>
    /// <exception cref="ProblemException"><c>idempotency-mismatch</c> (422), and what the writer says.</exception>
    public async Task<SlotResult> GenerateAsync(string tenant, Product product, Recipe recipe, string? key, CancellationToken cancellationToken = default)
    {
        if (key is null) return await MakeAsync(tenant, product, recipe, cancellationToken);
        var (name, asked) = (Hash(key), Hash(JsonSerializer.Serialize(product, AigcJson.Default.Product) + JsonSerializer.Serialize(recipe, AigcJson.Default.Recipe)));
        if (await _records.GetAsync(Table, tenant, name, cancellationToken) is { } known) return Answered(known, asked);
        var made = await MakeAsync(tenant, product, recipe, cancellationToken);
        var record = JsonSerializer.Serialize(new GeneratedOnce(asked, made), GeneratedJson.Default.GeneratedOnce);
        if (await _records.InsertAsync(Table, tenant, name, record, cancellationToken) is not null) return made;
        // Two at once: the first that was stored is the answer of both.
        return Answered((await _records.GetAsync(Table, tenant, name, cancellationToken))!, asked);
    }

    private async Task<SlotResult> MakeAsync(string tenant, Product product, Recipe recipe, CancellationToken cancellationToken)
    {
        var output = recipe.Outputs[0];
        var request = new CopyRequest(tenant, product, output, Slots.LanguageOf(output.Slot) ?? recipe.Language, recipe.Rules) { Channel = recipe.Channel, Signals = recipe.Signals };
        if (output.From is { } from) request = request with { Source = TranslationSources.Find(request, from, [], recipe.Language) ?? throw new ProblemException("source-missing", "The product has nothing to translate.", 422) };
        var written = await _writer.WriteAsync(request, product.ImageLink is { } link ? new(link) : null, cancellationToken);
        return await _gate.JudgeAsync(new(product, recipe.Channel, request.Language, recipe.Rules), written, cancellationToken);
    }

    private static SlotResult Answered(StoredRecord record, string asked)
    {
        var known = JsonSerializer.Deserialize(record.Json, GeneratedJson.Default.GeneratedOnce)!;
        return known.Asked == asked ? known.Slot : throw new ProblemException("idempotency-mismatch", "This Idempotency-Key was used before with another request.", 422);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
