using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Reviews;
using Aigc.Core.Batches;
using Aigc.Core.Tenants;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Aigc.Functions;

/// <summary>Stop, hold, go on, try again, decide.</summary>
public sealed class BatchCommandFunctions(BatchCommands commands, BatchDecisions decisions, TimeProvider time)
{
    [Function(nameof(CommandBatch)), Requires(Role.Operator)]
    [Operation("COMMAND is cancel, pause, resume or retry-failed; each is safe to repeat.", Response = typeof(Batch), Status = 202)]
    public async Task<IResult> CommandBatch([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "batches/{id}/{command}")] HttpRequest request, string id, string command, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var (tenant, workflows) = (request.Tenant(), new Workflows(client));
        var batch = command switch
        {
            "cancel" => await commands.CancelAsync(tenant, id, workflows, cancellationToken),
            "pause" => await commands.PauseAsync(tenant, id, cancellationToken),
            "resume" => await commands.ResumeAsync(tenant, id, workflows, cancellationToken),
            "retry-failed" => await commands.RetryFailedAsync(tenant, id, workflows, cancellationToken),
            _ => throw new ProblemException("not-found", "There is no such command.", 404),
        };
        return Answers.Accepted(request, $"/api/v1/batches/{batch.Id}", batch, AigcJson.Default.Batch);
    }

    [Function(nameof(DecideGate)), Requires(Role.Reviewer)]
    [Operation("Decides on the gate spend, trial or acceptance. The first decision counts and is what is answered.", Request = typeof(DecisionRequest), Response = typeof(GateDecision))]
    public async Task<IResult> DecideGate([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "batches/{id}/decisions/{gate}")] HttpRequest request, string id, string gate, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<Gate>(gate, ignoreCase: true, out var which) || !Enum.IsDefined(which)) throw new ProblemException("not-found", "There is no such gate.", 404);
        var said = await request.ReadAsync<DecisionRequest>();
        var decision = new GateDecision(which, said.Verdict, request.Caller().Name, "api", time.GetUtcNow(), said.Comment);
        return Answers.Json(await decisions.DecideGateAsync(request.Tenant(), id, decision, new Workflows(client), cancellationToken), AigcJson.Default.GateDecision);
    }
}
