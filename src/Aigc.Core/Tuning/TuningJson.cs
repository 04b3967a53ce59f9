using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Aigc.Contracts;

namespace Aigc.Core.Tuning;

/// <summary>The summary on the wire.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(CamelCaseEnum<TuningFormat>), typeof(CamelCaseEnum<TuningApproval>), typeof(CamelCaseEnum<TuningSplit>)])]
[JsonSerializable(typeof(TuningSummary))]
public sealed partial class TuningJson : JsonSerializerContext;

/// <summary>The lines as trainers of models read them: OpenAI's fine-tuning shapes, letters of every script as they are.</summary>
[JsonSerializable(typeof(SftLine))]
[JsonSerializable(typeof(DpoLine))]
[JsonSerializable(typeof(IReadOnlyList<TuningMessage>))]
internal sealed partial class TuningLines : JsonSerializerContext
{
    public static TuningLines Readable { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

internal sealed record TuningMessage(string Role, string Content)
{
    public static IReadOnlyList<TuningMessage> Answer(string content) => [new("assistant", content)];
}

/// <param name="Metadata">Where the example comes from; all values are text. No person is named.</param>
internal sealed record SftLine(IReadOnlyList<TuningMessage> Messages, IReadOnlyDictionary<string, string> Metadata);

internal sealed record DpoLine(DpoInput Input, IReadOnlyList<TuningMessage> PreferredOutput, IReadOnlyList<TuningMessage> NonPreferredOutput);

internal sealed record DpoInput(IReadOnlyList<TuningMessage> Messages);
