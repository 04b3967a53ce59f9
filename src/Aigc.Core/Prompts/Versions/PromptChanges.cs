using Aigc.Core.Tenants;

namespace Aigc.Core.Prompts;

/// <summary>Applies a change to a head in one transaction with its version and its trail; what others changed in between is seen or told.</summary>
internal sealed class PromptChanges(PromptStore store, StarterLibrary starters, PromptIndex index, TimeProvider time)
{
    private const int MaxTries = 50;

    /// <param name="ifMatch">ETag that the caller has seen; null: whatever it is now.</param>
    /// <param name="move">From the head as it is (null: there is none yet) and the time.</param>
    /// <exception cref="ProblemException"><c>changed-meanwhile</c> (412).</exception>
    public async Task<AppliedChange> ApplyAsync(Caller caller, PromptKey key, string? ifMatch, Func<PromptHead?, DateTimeOffset, Task<PromptMove>> move, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var before = await store.HeadAsync(caller.Tenant, key, cancellationToken);
            var shipped = starters.Find(key);
            PromptTags.Require(ifMatch, PromptTags.Of(before.Head, shipped), before.Head is not null || shipped is not null);
            if (before.Head is null && (await index.ReadAsync(caller.Tenant, cancellationToken)).Count >= PromptStore.MaxHeads) throw new ProblemException("template-invalid", $"A tenant has at most {PromptStore.MaxHeads} templates and overrides.", 422);
            var (head, version, changes) = await move(before.Head, time.GetUtcNow());
            if (!await store.CommitAsync(caller.Tenant, before, head, version, [.. changes.Select(change => change with { By = caller.Name })], cancellationToken)) continue;
            index.Forget(caller.Tenant);
            return new(head, PromptTags.Of(head, shipped));
        }
        throw new TransientException($"The template '{key}' is being changed by too many at once.");
    }
}

internal sealed record AppliedChange(PromptHead Head, string ETag);
