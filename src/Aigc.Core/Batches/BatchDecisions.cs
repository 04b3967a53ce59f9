using Aigc.Contracts.Reviews;
using Aigc.Core.Reviews;

namespace Aigc.Core.Batches;

/// <summary>Stores what people decide, then wakes the batch. The first decision counts; a lost wake-up is repeated by the sweeper.</summary>
public sealed class BatchDecisions
{
    private readonly BatchStore _batches;
    private readonly ReviewDesk _reviews;
    private readonly GateDesk _gates;
    private readonly EditGate _edits;

    internal BatchDecisions(BatchStore batches, ReviewDesk reviews, GateDesk gates, EditGate edits)
    {
        _edits = edits;
        _batches = batches;
        _reviews = reviews;
        _gates = gates;
    }

    /// <summary>The decision that counts: this one, or the one that was there before.</summary>
    public async Task<GateDecision> DecideGateAsync(string tenant, string id, GateDecision decision, IWorkflows workflows, CancellationToken cancellationToken = default)
    {
        var record = await _batches.GetAsync(tenant, id, cancellationToken);
        var first = await _gates.DecideAsync(tenant, id, decision, cancellationToken);
        await workflows.RaiseAsync(BatchIds.InstanceOf(tenant, id, record.Run), BatchEvents.Of(decision.Gate), null, cancellationToken);
        return first;
    }

    /// <summary>The decision that counts: this one, or the one that was there before.</summary>
    /// <exception cref="ProblemException"><c>not-found</c> (404).</exception>
    public async Task<ReviewDecision> DecideReviewAsync(string tenant, string reviewId, ReviewDecision decision, IWorkflows workflows, CancellationToken cancellationToken = default) =>
        (await DecideReviewsAsync(tenant, [(reviewId, decision)], workflows, cancellationToken))[0];

    /// <summary>Many at once; each batch concerned is woken once. Nothing is decided where the words of one must not be used.</summary>
    /// <exception cref="ProblemException"><c>not-found</c> (404), <c>edit-invalid</c>, <c>edit-refused</c> (422).</exception>
    public async Task<IReadOnlyList<ReviewDecision>> DecideReviewsAsync(string tenant, IReadOnlyList<(string ReviewId, ReviewDecision Decision)> decisions, IWorkflows workflows, CancellationToken cancellationToken = default)
    {
        var counted = new List<ReviewDecision>(decisions.Count);
        var judged = new List<(string ReviewId, ReviewDecision Decision)>(decisions.Count);
        foreach (var (reviewId, decision) in decisions) judged.Add((reviewId, await _edits.JudgedAsync(tenant, reviewId, decision, cancellationToken)));
        foreach (var (reviewId, decision) in judged) counted.Add(await _reviews.DecideAsync(tenant, reviewId, decision, cancellationToken));
        foreach (var batch in decisions.Select(d => ReviewIds.BatchOf(d.ReviewId)).Distinct())
        {
            var record = await _batches.GetAsync(tenant, batch, cancellationToken);
            await workflows.RaiseAsync(BatchIds.InstanceOf(tenant, batch, record.Run), BatchEvents.Review, null, cancellationToken);
        }
        return counted;
    }
}
