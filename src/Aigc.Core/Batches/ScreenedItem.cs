using System.Text.Json;
using System.Text.Json.Serialization;
using Aigc.Contracts.Images;
using Aigc.Contracts.Items;
using Aigc.Contracts.Safety;

namespace Aigc.Core.Batches;

/// <summary>What screening found of an item's photo, and whether the item is worth going on with.</summary>
internal sealed record ScreenedItem(long Row)
{
    public AssetRef? Source { get; init; }
    public TriageVerdict? Triage { get; init; }
    public ItemFailure? Failure { get; init; }

    /// <summary>Null where the recipe has no decision factors.</summary>
    public ItemChoice? Choice { get; init; }

    /// <summary>Whether anything is made of the item.</summary>
    [JsonIgnore] public bool GoesOn => Choice is null or { Chosen: true };

    /// <summary>Where the item stands before anything is made of it. What could not be told because the photo was out of reach can be tried again.</summary>
    [JsonIgnore]
    public (ItemState State, string? Reason) Standing => Choice switch
    {
        null or { Chosen: true } => (ItemState.Produced, null),
        { Chosen: false } => (ItemState.Skipped, "not-chosen"),
        _ => (ItemState.Failed, Failure?.Code),
    };
}

/// <summary>Outputs of one stage for one item.</summary>
internal sealed record ProducedItem(long Row, IReadOnlyList<SlotResult> Slots);

/// <summary>What the stages hand on to each other.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(Contracts.CamelCaseEnum<SlotState>), typeof(Contracts.CamelCaseEnum<FactKind>), typeof(Contracts.CamelCaseEnum<IdeaKind>), typeof(Contracts.CamelCaseEnum<KeywordKind>), typeof(Contracts.CamelCaseEnum<TriageOutcome>), typeof(Contracts.CamelCaseEnum<HarmClass>), typeof(Contracts.CamelCaseEnum<SafetyAction>)])]
[JsonSerializable(typeof(ScreenedItem))]
[JsonSerializable(typeof(ProducedItem))]
[JsonSerializable(typeof(List<SlotResult>))]
internal sealed partial class StageJson : JsonSerializerContext;
