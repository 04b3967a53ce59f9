using System.Text.Json;
using Aigc.Contracts;
using Aigc.Core.Batches;
using Aigc.Core.Recipes;
using Aigc.Functions.Submissions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Aigc.Functions;

/// <summary>Submissions by queue: the same batch under the same key as over HTTP. What cannot be read ends in the poison queue.</summary>
public sealed class QueueFunctions(BatchService batches, SubmissionReader submissions)
{
    [Function(nameof(SubmitFromQueue))]
    public async Task SubmitFromQueue([QueueTrigger("%Aigc:Queues:Submissions%")] string message, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var said = JsonSerializer.Deserialize(message, RecipeJson.Reading<BatchMessage>());
        if (said is not { Tenant.Length: > 0 and <= 40, Key.Length: > 0 and <= 200, Batch: not null }) throw new ProblemException("message-invalid", "A message has tenant, key and batch.", 422);
        var submit = await submissions.FromJsonAsync(said.Tenant, said.Key, said.Batch, cancellationToken);
        await batches.SubmitAsync(submit, new Workflows(client), cancellationToken);
    }
}
