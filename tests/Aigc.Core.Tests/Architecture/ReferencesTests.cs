using System.Reflection;

namespace Aigc.Core.Tests.Architecture;

/// <summary>The hard edges of the house: who may know whom.</summary>
public sealed class ReferencesTests
{
    private static readonly string[] Cloud = ["Azure.", "Microsoft.Azure."];
    private static readonly string[] Web = ["Microsoft.AspNetCore."];

    [Fact]
    public void Contracts_know_nobody() =>
        AssertKnowsNone(typeof(Contracts.AigcJson).Assembly, ["Aigc.", "Azure.", "Microsoft."]);

    [Fact]
    public void Core_knows_no_cloud_sdk_no_web_framework_and_no_functions_types()
    {
        var core = typeof(AigcServices).Assembly;
        AssertKnowsNone(core, [.. Cloud, .. Web, "Microsoft.DurableTask.Client"]);
        AssertKnowsNone(core, ["Aigc.Runtime", "Aigc.Azure", "Aigc.Functions", "Aigc.Local", "Aigc.ImageService", "Aigc.Providers", "aigc"]);
    }

    [Fact]
    public void The_runtime_knows_nothing_of_the_product() => AssertKnowsNone(Assembly.Load("Aigc.Runtime"), ["Aigc."]);

    [Fact]
    public void The_guard_of_outgoing_requests_knows_nobody() => AssertKnowsNone(typeof(global::Aigc.Net.GuardedHttp).Assembly, ["Aigc.", .. Cloud, .. Web]);

    [Fact]
    public void The_image_service_knows_the_contracts_and_the_guard_only() => AssertKnowsNone(Assembly.Load("Aigc.ImageService"), ["Aigc.Core", "Aigc.Azure", "Aigc.Functions", "Aigc.Runtime", "aigc", .. Cloud]);

    [Fact]
    public void Functions_know_neither_the_embedded_runtime_nor_the_local_host() => AssertKnowsNone(Assembly.Load("Aigc.Functions"), ["Aigc.Runtime", "Aigc.Local", "aigc", "Aigc.ImageService"]);

    [Fact]
    public void The_azure_adapters_know_the_core_only() => AssertKnowsNone(Assembly.Load("Aigc.Azure"), ["Aigc.Functions", "Aigc.Runtime", "Aigc.Local", "aigc", "Aigc.ImageService", .. Web]);

    [Fact]
    public void The_providers_of_models_know_the_core_only() => AssertKnowsNone(Assembly.Load("Aigc.Providers"), ["Aigc.Azure", "Aigc.Functions", "Aigc.Runtime", "Aigc.Local", "aigc", "Aigc.ImageService", .. Cloud, .. Web]);

    [Fact]
    public void An_edge_that_is_not_allowed_is_found() =>
        Assert.Contains("Aigc.Contracts", Known(typeof(AigcServices).Assembly));

    private static void AssertKnowsNone(Assembly assembly, IEnumerable<string> prefixes)
    {
        var forbidden = Known(assembly).Where(name => prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));
        Assert.Empty(forbidden);
    }

    private static IEnumerable<string> Known(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);
}
