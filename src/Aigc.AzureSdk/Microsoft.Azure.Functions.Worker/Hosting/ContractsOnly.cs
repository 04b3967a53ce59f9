namespace Microsoft.Azure.Functions.Worker;

/// <summary>Says, wherever a host would have to be started, that this build has contracts but no host.</summary>
internal static class ContractsOnly
{
    public static PlatformNotSupportedException Error() => new(
        "This build carries only the contracts of the Functions worker. Build with -p:AzureSdk=nuget to bring the real host, or run the functions in Aigc.Local.");
}
