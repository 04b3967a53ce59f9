using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aigc.Core.Costs;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(Hold))]
internal sealed partial class LedgerJson : JsonSerializerContext;
