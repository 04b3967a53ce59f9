using System.Reflection;

namespace Aigc.Runtime.Dispatch;

/// <summary>What a host runs, and under which limits.</summary>
/// <param name="Assemblies">Searched for methods with <c>[Function]</c>.</param>
/// <param name="HostJsonPath">The app's host.json; a file that is not there means the defaults of <see cref="HostJson"/>.</param>
public sealed record FunctionHostOptions(IReadOnlyList<Assembly> Assemblies, string HostJsonPath)
{
    /// <summary>Keys that open functions of level <c>Function</c>. Default: none, so that such functions answer 401.</summary>
    public IReadOnlyList<string> FunctionKeys { get; init; } = [];

    /// <summary>Keys that open every function. Default: none.</summary>
    public IReadOnlyList<string> AdminKeys { get; init; } = [];

    /// <summary>
    /// Names of HTTP functions that are answered past the limits of host.json, however many requests run or wait: what a load balancer asks
    /// must not fail because there is much to do. They have to be cheap. Default: none.
    /// </summary>
    public IReadOnlyList<string> AlwaysAnswered { get; init; } = [];
}
