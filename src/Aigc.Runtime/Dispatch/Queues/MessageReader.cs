using System.Text;
using System.Text.Json;

namespace Aigc.Runtime.Dispatch.Queues;

/// <summary>Turns a message body into what the trigger parameter wants.</summary>
internal static class MessageReader
{
    /// <exception cref="JsonException">The body is not JSON of that type.</exception>
    public static object? Read(string body, Type type)
    {
        if (type == typeof(string)) return body;
        if (type == typeof(byte[])) return Encoding.UTF8.GetBytes(body);
        if (type == typeof(BinaryData)) return BinaryData.FromString(body);
        return JsonSerializer.Deserialize(body, type, JsonSerializerOptions.Web);
    }
}
