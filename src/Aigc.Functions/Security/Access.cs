using System.Reflection;
using Aigc.Core.Tenants;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions.Security;

/// <summary>The role that a caller of an HTTP function needs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresAttribute(Role role) : Attribute
{
    public Role Role { get; } = role;
}

/// <summary>No key is needed; the reason says why that is safe.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenToAllAttribute(string because) : Attribute
{
    public string Because { get; } = because;
}

/// <summary>Which function needs which role. A function that says nothing is closed.</summary>
internal sealed class FunctionAccess
{
    private readonly Dictionary<string, MethodInfo> _functions = typeof(FunctionAccess).Assembly.GetTypes().SelectMany(type => type.GetMethods())
        .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null).ToDictionary(method => method.GetCustomAttribute<FunctionAttribute>()!.Name, StringComparer.OrdinalIgnoreCase);

    public bool IsOpen(string function) => _functions[function].IsDefined(typeof(OpenToAllAttribute));

    public Role RoleOf(string function) => _functions[function].GetCustomAttribute<RequiresAttribute>()?.Role ?? Role.Admin;
}
