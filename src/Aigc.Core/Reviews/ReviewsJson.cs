using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aigc.Core.Reviews;

/// <summary>The records that only this feature reads, and the body of an approval call.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 8)]
[JsonSerializable(typeof(ApprovalBody))]
[JsonSerializable(typeof(ApprovalClaim))]
[JsonSerializable(typeof(TokenRecord))]
internal sealed partial class ReviewsJson : JsonSerializerContext;
