using Aigc.Contracts.Models;
using Aigc.Core.Text.Limiting;
using Microsoft.Extensions.AI;

namespace Aigc.Core.Text.Gateway;

/// <summary>How a model does: by what calls have lately shown, or else by asking it one word.</summary>
public sealed class ModelProbe
{
    // Nobody can make the host ask, and pay, more often.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private readonly ModelRegistry _models;
    private readonly ModelClients _clients;
    private readonly ModelWatch _watch;
    private readonly ModelLimiters _limiters;
    private readonly TimeProvider _time;

    internal ModelProbe(ModelRegistry models, ModelClients clients, ModelWatch watch, ModelLimiters limiters, TimeProvider time) => (_models, _clients, _watch, _limiters, _time) = (models, clients, watch, limiters, time);

    /// <exception cref="ProblemException"><c>not-found</c> (404): no such model, or not for this tenant.</exception>
    public async Task<ModelHealth> CheckAsync(string tenant, string id, CancellationToken cancellationToken = default)
    {
        var model = _models.Find(id) ?? throw NotFound();
        if (!await _models.IsEnabledAsync(tenant, model, cancellationToken)) throw NotFound();
        if (model.IsOffline) return new(model.Id, ModelState.Healthy, null, null, null, null, null, 1, 0);
        if (!IsKnown(_watch.Of(model.Id))) await AskAsync(tenant, model, cancellationToken);
        return Health(model.Id, _watch.Of(model.Id));
    }

    private bool IsKnown(Sighting seen) => Last(seen) is { } last && _time.GetUtcNow() - last < Fresh;

    private static DateTimeOffset? Last(Sighting seen) => seen.LastFailure > seen.LastSuccess || seen.LastSuccess is null ? seen.LastFailure : seen.LastSuccess;

    private async Task AskAsync(string tenant, ModelDescriptor model, CancellationToken cancellationToken)
    {
        var options = new ChatOptions { ModelId = model.Id, MaxOutputTokens = 16 }.For(new ChatCall(tenant, null, "health") { Fresh = true });
        try
        {
            await _watch.SeeAsync(model.Id, () => _clients.Of(model).GetResponseAsync("Answer with the word OK.", options, cancellationToken));
        }
        catch (Exception failure) when (failure is TransientException or ProblemException)
        {
            // It is what was asked for: the watch has seen it.
        }
    }

    private ModelHealth Health(string id, Sighting seen)
    {
        var failed = Last(seen) == seen.LastFailure && seen.Failure is not null;
        var state = _watch.IsCooling(id) ? ModelState.Cooling : failed ? ModelState.Failing : seen.LastSuccess is null ? ModelState.Unknown : ModelState.Healthy;
        var (limiter, code) = (_limiters.Of(id).State, seen.Failure is ProblemException problem ? problem.Code : "unavailable");
        return new(id, state, seen.LastSuccess, seen.LastFailure, failed ? code : null, failed ? seen.Failure!.Message : null, seen.LastSuccess is null ? null : seen.Took.TotalSeconds, limiter.Share, limiter.Waiting);
    }

    private static ProblemException NotFound() => new("not-found", "There is no such model.", 404);
}
