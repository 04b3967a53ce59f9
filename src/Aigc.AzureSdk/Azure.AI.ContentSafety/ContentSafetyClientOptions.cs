using Azure.Core;

namespace Azure.AI.ContentSafety;

public partial class ContentSafetyClientOptions : ClientOptions
{
    public ContentSafetyClientOptions(ServiceVersion version = ServiceVersion.V2023_10_01)
        => Version = version switch
        {
            ServiceVersion.V2023_10_01 => "2023-10-01",
            _ => throw new NotSupportedException(),
        };

    public enum ServiceVersion
    {
        V2023_10_01 = 1,
    }

    internal string Version { get; }
}
