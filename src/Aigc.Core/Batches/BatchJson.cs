using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aigc.Core.Batches;

/// <summary>Records that only the batch feature stores.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BatchRecord))]
[JsonSerializable(typeof(ChunkProgress))]
[JsonSerializable(typeof(Claim))]
[JsonSerializable(typeof(Control))]
[JsonSerializable(typeof(ItemRecord))]
internal sealed partial class BatchJson : JsonSerializerContext;
