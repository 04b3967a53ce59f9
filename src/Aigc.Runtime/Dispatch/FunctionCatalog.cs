using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Aigc.Runtime.Dispatch;

/// <summary>Every function of the host's assemblies; names are unique over the whole app, whatever their case.</summary>
internal sealed class FunctionCatalog
{
    private readonly List<FunctionEntry> _entries;

    public FunctionCatalog(FunctionHostOptions options)
    {
        _entries =
        [
            .. from assembly in options.Assemblies.Distinct()
               from type in assembly.GetTypes()
               where type is { IsClass: true, ContainsGenericParameters: false }
               from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
               let function = method.GetCustomAttribute<FunctionAttribute>()
               where function is not null
               select Read(function.Name, method),
        ];
        var twice = _entries.GroupBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) throw new InvalidOperationException($"There are {twice.Count()} functions named '{twice.Key}'; names are unique over the whole app.");
        var unknown = options.AlwaysAnswered.Except(Of<HttpTriggerAttribute>().Select(function => function.Entry.Name), StringComparer.OrdinalIgnoreCase).FirstOrDefault();
        if (unknown is not null) throw new InvalidOperationException($"There is no HTTP function '{unknown}' to be always answered.");
    }

    public IEnumerable<(FunctionEntry Entry, TTrigger Trigger)> Of<TTrigger>() where TTrigger : TriggerBindingAttribute
        => from entry in _entries where entry.Trigger is TTrigger select (entry, (TTrigger)entry.Trigger);

    private static FunctionEntry Read(string name, MethodInfo method)
    {
        var triggers = method.GetParameters().Select(it => (Parameter: it, Attribute: it.GetCustomAttribute<TriggerBindingAttribute>())).Where(it => it.Attribute is not null).ToList();
        return triggers is [var (parameter, trigger)]
            ? new(name, method, parameter, trigger!)
            : throw new InvalidOperationException($"Function '{name}' has {triggers.Count} trigger parameters; it needs exactly one.");
    }
}
