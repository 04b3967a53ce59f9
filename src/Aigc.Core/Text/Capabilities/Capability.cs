using System.Text.Json;
using System.Text.Json.Nodes;
using Aigc.Contracts.Items;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text.Capabilities;

/// <summary>One thing that can be made of a product in words: the shape it is asked for in, when an answer may be used, and what becomes of it.</summary>
internal abstract class Capability
{
    private readonly Lazy<ChatResponseFormat> _format;

    protected Capability() => _format = new(Schema);

    /// <summary>Also its prompt template, and the one property that an answer may have.</summary>
    public abstract string Name { get; }

    /// <summary>For the API document, a sentence.</summary>
    public abstract string Does { get; }

    /// <summary>The slot of a recipe that it fills.</summary>
    public virtual string Slot => $"{Name}.LANGUAGE";

    public ChatResponseFormat Format => _format.Value;

    /// <summary>JSON Schema of that property.</summary>
    protected abstract string PropertySchema { get; }

    /// <summary>What the template may use beside the product, the language and the limits.</summary>
    public virtual IEnumerable<(string Name, object? Value)> Values(CopyRequest request) => [];

    /// <summary>Gets together what the template is filled with and the answer is read by; nothing, where the product and the recipe say it all.</summary>
    public virtual Task<CopyRequest> PrepareAsync(CopyRequest request, CancellationToken cancellationToken) => Task.FromResult(request);

    /// <summary>The answer brought into the form of its slot; null where it is not what was asked for.</summary>
    public SlotResult? Read(string text, CopyRequest request) =>
        CopyAnswer.Parse(text, Name) is { } answer ? Shape(answer, request, new SlotResult { Slot = request.Output.Slot, State = SlotState.Made }) : null;

    /// <summary>What to tell the model where the answer must not be used; null where it may.</summary>
    public virtual string? Complaint(SlotResult made, CopyRequest request) => null;

    /// <summary>A slot said in the form in which a model is asked for it; what <see cref="Read"/> makes of it is the slot again. Null where it holds nothing.</summary>
    public JsonObject? Answer(SlotResult slot) => Unshape(slot) is { } answer ? JsonSerializer.SerializeToNode(answer, CopyJson.Default.CopyAnswer) as JsonObject : null;

    protected abstract SlotResult? Shape(CopyAnswer answer, CopyRequest request, SlotResult made);

    protected abstract CopyAnswer? Unshape(SlotResult slot);

    private ChatResponseFormat Schema()
    {
        using var schema = JsonDocument.Parse($$"""{"type":"object","additionalProperties":false,"required":["{{Name}}"],"properties":{ "{{Name}}":{{PropertySchema}} } }""");
        return ChatResponseFormat.ForJsonSchema(schema.RootElement.Clone(), Name);
    }
}
