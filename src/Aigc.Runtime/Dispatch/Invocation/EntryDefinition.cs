using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Runtime.Dispatch.Invocation;

internal sealed class EntryDefinition(string name, MethodInfo method, ParameterInfo trigger) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. method.GetParameters().Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];

    public override string PathToAssembly { get; } = method.Module.Assembly.Location;

    public override string EntryPoint { get; } = $"{method.DeclaringType!.FullName}.{method.Name}";

    public override string Id { get; } = name;

    public override string Name { get; } = name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
        ImmutableDictionary<string, BindingMetadata>.Empty.Add(trigger.Name!, new TriggerMetadata(trigger));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } = ImmutableDictionary<string, BindingMetadata>.Empty;

    private sealed class TriggerMetadata(ParameterInfo trigger) : BindingMetadata
    {
        public override string Name { get; } = trigger.Name!;

        public override string Type { get; } = TypeOf(trigger);

        public override BindingDirection Direction => BindingDirection.In;

        // HttpTriggerAttribute is "httpTrigger" to the host, and so on for the rest.
        private static string TypeOf(ParameterInfo parameter)
        {
            var attribute = parameter.GetCustomAttribute<Microsoft.Azure.Functions.Worker.Extensions.Abstractions.TriggerBindingAttribute>()!.GetType().Name;
            return char.ToLowerInvariant(attribute[0]) + attribute[1..^nameof(Attribute).Length];
        }
    }
}
