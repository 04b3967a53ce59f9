namespace Microsoft.Azure.Functions.Worker.Builder;

public class FunctionsApplication
{
    /// <exception cref="PlatformNotSupportedException">Always: this build has no host.</exception>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => throw ContractsOnly.Error();
}
