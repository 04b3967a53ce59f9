using System.Reflection;
using Aigc.Runtime.Dispatch.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Aigc.Runtime.Dispatch;

/// <summary>One method with <c>[Function]</c>, ready to be called.</summary>
internal sealed record FunctionEntry(string Name, MethodInfo Method, ParameterInfo TriggerParameter, TriggerBindingAttribute Trigger)
{
    public FunctionDefinition Definition { get; } = new EntryDefinition(Name, Method, TriggerParameter);

    public FunctionInvoker Invoker { get; } = new(Method);
}
