using System.Text.Json;
using Microsoft.DurableTask;

namespace Aigc.Runtime.Engine;

/// <summary>Plain System.Text.Json round trips, fields included: the converter of the genuine worker.</summary>
internal sealed class JsonDataConverter : DataConverter
{
    public static readonly JsonDataConverter Instance = new();
    private static readonly JsonSerializerOptions Options = new() { IncludeFields = true };

    public override string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), Options);

    public override object? Deserialize(string? data, Type targetType)
    {
        if (data is not null) return JsonSerializer.Deserialize(data, targetType, Options);
        return targetType.IsValueType ? Activator.CreateInstance(targetType) : null;
    }
}
