using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aigc.Workflow.Tests.Engine.Simulation;

/// <summary>A workflow with the calls that a client makes to it. A client repeats a call that was not answered, as one behind a network would.</summary>
/// <param name="Instances">Whose end is compared with the undisturbed run.</param>
internal sealed record CanonicalWorkflow(string Name, Action<DurableTaskRegistry> Register, IReadOnlyList<Func<DurableTaskClient, Task>> Calls, params string[] Instances)
{
    public override string ToString() => Name;
}
