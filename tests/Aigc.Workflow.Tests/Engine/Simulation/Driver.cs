using Microsoft.DurableTask.Client;

namespace Aigc.Workflow.Tests.Engine.Simulation;

/// <summary>A client outside of the process: it goes on to its next call only when the last one was answered, and repeats one that was not.</summary>
internal sealed class Driver(CanonicalWorkflow workflow)
{
    private int _answered;

    public async Task RunAsync(DurableTaskClient client, Func<bool> isDead)
    {
        while (_answered < workflow.Calls.Count && !isDead())
        {
            await workflow.Calls[_answered](client);
            if (!isDead()) _answered++;
        }
    }
}
