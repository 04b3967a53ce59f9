using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aigc.Core.Costs;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(Hold))]
[JsonSerializable(typeof(PaidCall))]
[JsonSerializable(typeof(Purse))]
[JsonSerializable(typeof(UnknownCall))]
internal sealed partial class LedgerJson : JsonSerializerContext;
