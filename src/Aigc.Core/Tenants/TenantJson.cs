using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aigc.Core.Tenants;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(Contracts.CamelCaseEnum<Role>)])]
[JsonSerializable(typeof(IReadOnlyList<KeyInfo>))]
public sealed partial class TenantJson : JsonSerializerContext;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(Contracts.CamelCaseEnum<Role>)])]
[JsonSerializable(typeof(KeyRecord))]
internal sealed partial class KeyJson : JsonSerializerContext;
