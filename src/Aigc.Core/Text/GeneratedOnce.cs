using System.Text.Json;
using System.Text.Json.Serialization;
using Aigc.Contracts;
using Aigc.Contracts.Items;
using Aigc.Contracts.Safety;

namespace Aigc.Core.Text;

/// <summary>What an idempotency key was answered with.</summary>
/// <param name="Asked">Hash of the request.</param>
internal sealed record GeneratedOnce(string Asked, SlotResult Slot);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnum<SlotState>), typeof(CamelCaseEnum<FactKind>), typeof(CamelCaseEnum<IdeaKind>), typeof(CamelCaseEnum<KeywordKind>), typeof(CamelCaseEnum<HarmClass>), typeof(CamelCaseEnum<SafetyAction>)])]
[JsonSerializable(typeof(GeneratedOnce))]
internal sealed partial class GeneratedJson : JsonSerializerContext;
