using System.Text.Json;
using System.Text.Json.Serialization;
using Aigc.Contracts.Images;
using Aigc.Contracts.Items;
using Aigc.Contracts.Safety;

namespace Aigc.Core.Batches;

/// <summary>What screening found of an item's photo.</summary>
internal sealed record ScreenedItem(long Row)
{
    public AssetRef? Source { get; init; }
    public TriageVerdict? Triage { get; init; }
    public ItemFailure? Failure { get; init; }
}

/// <summary>Outputs of one stage for one item.</summary>
internal sealed record ProducedItem(long Row, IReadOnlyList<SlotResult> Slots);

/// <summary>What the stages hand on to each other.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(Contracts.CamelCaseEnum<SlotState>), typeof(Contracts.CamelCaseEnum<FactKind>), typeof(Contracts.CamelCaseEnum<KeywordKind>), typeof(Contracts.CamelCaseEnum<TriageOutcome>), typeof(Contracts.CamelCaseEnum<HarmClass>), typeof(Contracts.CamelCaseEnum<SafetyAction>)])]
[JsonSerializable(typeof(ScreenedItem))]
[JsonSerializable(typeof(ProducedItem))]
[JsonSerializable(typeof(List<SlotResult>))]
internal sealed partial class StageJson : JsonSerializerContext;
