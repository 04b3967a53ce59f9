using Aigc.Core.Costs;
using Aigc.Core.Prompts;

namespace Aigc.Core.Batches;

/// <summary>What must hold before a submission becomes a batch, beyond the recipe's own rules.</summary>
internal sealed class SubmissionChecks(RecipeTemplates templates, QuoteLocks locks)
{
    /// <exception cref="ProblemException">A template that the recipe names is not there.</exception>
    public Task RequireTemplatesAsync(SubmitBatch submit, CancellationToken cancellationToken) => templates.RequireAsync(submit.Tenant, submit.Recipe, cancellationToken);

    /// <exception cref="ProblemException">Template, model or price is not the one that was quoted.</exception>
    public Task RequireQuoteAsync(SubmitBatch submit, CancellationToken cancellationToken) =>
        submit.Quote is { } quoted ? locks.EnsureAsync(submit.Tenant, submit.Recipe, quoted, cancellationToken) : Task.CompletedTask;
}
