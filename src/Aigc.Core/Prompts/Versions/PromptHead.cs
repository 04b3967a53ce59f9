using System.Text.Json;
using System.Text.Json.Serialization;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>What moves under a key: the newest version, the labels, what is deprecated. Its ETag guards against lost updates.</summary>
internal sealed record PromptHead(string Name, string? Category, int Latest, string? Description, string? Owner, DateTimeOffset UpdatedAt, IReadOnlyDictionary<string, PromptLabel> Labels, IReadOnlyDictionary<int, string> Deprecated)
{
    public PromptKey Key => new(Name, CategoryPath.Slug(Category));

    /// <summary>The version that a label stands for; null where nobody put it.</summary>
    public int? VersionOf(string label) => label == PromptReference.Latest ? Latest : Labels.TryGetValue(label, out var put) ? put.Version : null;

    public IReadOnlyList<string> LabelsOf(int version) => [.. Labels.Where(label => label.Value.Version == version).Select(label => label.Key).Concat(version == Latest ? [PromptReference.Latest] : []).Order(StringComparer.Ordinal)];
}

/// <param name="ETag">Null where there is no record yet.</param>
internal sealed record HeadState(PromptHead? Head, string? ETag);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PromptHead))]
internal sealed partial class PromptJson : JsonSerializerContext;
