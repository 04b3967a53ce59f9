using Aigc.Contracts.Prompts;
using Aigc.Core.Tenants;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Prompts;

/// <summary>Changes templates. A version is only ever added; labels move; every change says who made it.</summary>
public sealed class PromptEditor
{
    private readonly PromptChanges _changes;
    private readonly PromptLibrary _library;
    private readonly PromptLinter _linter;
    private readonly IOptions<PromptOptions> _options;

    internal PromptEditor(PromptChanges changes, PromptLibrary library, PromptLinter linter, IOptions<PromptOptions> options) =>
        (_changes, _library, _linter, _options) = (changes, library, linter, options);

    /// <summary>Stores the template as the next version; with the content of the newest, that one.</summary>
    /// <exception cref="ProblemException"><c>template-invalid</c> (422), with what the lint refuses; <c>changed-meanwhile</c> (412); <c>forbidden</c> (403).</exception>
    public async Task<Changed<SavedPrompt>> SaveAsync(Caller caller, SavePromptRequest request, string? ifMatch, CancellationToken cancellationToken = default)
    {
        PromptLimits.Check(request.Prompt);
        PromptLimits.CheckComment(request.Comment);
        foreach (var label in request.Labels ?? []) RequireMove(caller, label);
        var found = await LintAsync(caller.Tenant, request.Prompt, cancellationToken);
        if (found.Findings.Where(finding => finding.Severity == LintSeverity.Error).ToList() is [_, ..] errors) throw Refused(request.Prompt.Name, errors);
        var (key, hash) = (PromptKey.Of(request.Prompt), PromptHash.Of(request.Prompt));
        PromptVersion? saved = null;
        var etag = await _changes.ApplyAsync(caller, key, ifMatch, async (head, now) =>
        {
            var newest = head is null ? null : await _library.VersionAsync(caller.Tenant, key, head.Latest, cancellationToken);
            var version = newest?.Hash == hash ? null : new PromptVersion((head?.Latest ?? 0) + 1, hash, request.Prompt, now, caller.Name, request.Comment);
            if (version?.Version > PromptLimits.MaxVersions) throw new ProblemException("template-invalid", $"A template has at most {PromptLimits.MaxVersions} versions.", 422);
            saved = version ?? newest!;
            return PromptMoves.Save(head, saved, isNew: version is not null, request.Labels ?? [], now);
        }, cancellationToken);
        return new(new(saved! with { Labels = etag.Head.LabelsOf(saved.Version) }, [.. found.Findings]), etag.ETag);
    }

    /// <summary>Moves a label, or puts it for the first time.</summary>
    public Task<Changed<PromptSummary>> PutLabelAsync(Caller caller, string name, string? category, string label, PutLabelRequest request, string? ifMatch, CancellationToken cancellationToken = default)
    {
        RequireMove(caller, label);
        PromptLimits.CheckComment(request.Comment);
        if (request.Share is { } share && (label != PromptReference.Canary || share is not (>= 0 and <= 1))) throw new ProblemException("label-invalid", "'share' is 0 to 1, and only the label canary has one.", 422);
        return MoveAsync(caller, name, category, ifMatch, (head, now) => PromptMoves.Put(head, label, request.Version, request.Share, request.Comment, now), cancellationToken);
    }

    /// <summary>Takes a label away: what it stood for falls back to what is above it in the tree.</summary>
    public Task<Changed<PromptSummary>> RemoveLabelAsync(Caller caller, string name, string? category, string label, string? ifMatch, CancellationToken cancellationToken = default)
    {
        RequireMove(caller, label);
        return MoveAsync(caller, name, category, ifMatch, (head, now) => PromptMoves.Remove(head, label, now), cancellationToken);
    }

    /// <summary>Moves a label back to where it was before, or to a version that is named.</summary>
    public Task<Changed<PromptSummary>> RollBackAsync(Caller caller, string name, string? category, RollbackRequest request, string? ifMatch, CancellationToken cancellationToken = default)
    {
        RequireMove(caller, request.Label);
        PromptLimits.CheckComment(request.Comment);
        return MoveAsync(caller, name, category, ifMatch, (head, now) => PromptMoves.RollBack(head, request.Label, request.Version, request.Comment, now), cancellationToken);
    }

    /// <summary>Says that a version should not be used any more. It stays readable; no label can be put on it, and no recipe that names it is taken.</summary>
    public Task<Changed<PromptSummary>> DeprecateAsync(Caller caller, string name, string? category, DeprecateRequest request, string? ifMatch, CancellationToken cancellationToken = default)
    {
        if (request.Reason is not { Length: > 0 and <= 500 }) throw new ProblemException("template-invalid", "'reason' has 1 to 500 characters.", 422);
        return MoveAsync(caller, name, category, ifMatch, (head, now) => PromptMoves.Deprecate(head, request.Version, request.Reason, now), cancellationToken);
    }

    /// <summary>Makes the shipped starter the tenant's own next version, to be changed from there.</summary>
    public async Task<Changed<SavedPrompt>> ForkAsync(Caller caller, string name, string? category, ForkRequest request, CancellationToken cancellationToken = default)
    {
        var starter = await _library.VersionAsync(caller.Tenant, new(name, CategoryPath.Slug(category)), 0, cancellationToken) ?? throw PromptCatalog.NotFound();
        return await SaveAsync(caller, new(starter.Prompt, [], request.Comment ?? $"Forked from the shipped starter {starter.Hash}."), null, cancellationToken);
    }

    /// <summary>What the lint says of a template as it would be used: with what it inherits.</summary>
    public async Task<LintReport> LintAsync(string tenant, Prompt prompt, CancellationToken cancellationToken = default)
    {
        PromptLimits.Check(prompt);
        return _linter.Lint(prompt.Inherits ? await _library.CompletedAsync(tenant, prompt, cancellationToken) : prompt);
    }

    private async Task<Changed<PromptSummary>> MoveAsync(Caller caller, string name, string? category, string? ifMatch, Func<PromptHead, DateTimeOffset, PromptMove> move, CancellationToken cancellationToken)
    {
        var key = new PromptKey(name, CategoryPath.Slug(category));
        var (head, etag) = await _changes.ApplyAsync(caller, key, ifMatch, (head, now) => Task.FromResult(move(head ?? throw PromptCatalog.NotFound(), now)), cancellationToken);
        return new(PromptCatalog.Summary(head, await _library.VersionAsync(caller.Tenant, key, 0, cancellationToken)), etag);
    }

    private void RequireMove(Caller caller, string label)
    {
        if (label is null || !PromptKey.IsName(label) || label == PromptReference.Latest) throw new ProblemException("label-invalid", "A label is 1 to 60 of a-z, 0-9 and hyphens; 'latest' moves by itself.", 422);
        if (_options.Value.ProtectedLabels.Contains(label) && !caller.Has(Role.Admin)) throw new ProblemException("forbidden", $"The label '{label}' is protected: an admin moves it.", 403);
    }

    private static ProblemException Refused(string name, IReadOnlyList<LintFinding> errors) =>
        new("template-invalid", $"The template '{name}' has {errors.Count} error{(errors.Count == 1 ? "" : "s")}: {errors[0].Message}", 422, [.. errors.Select(error => new ProblemError(error.Line is { } line ? $"{error.Part} line {line}" : error.Part, $"{error.Code}: {error.Message} {error.Suggestion}"))]);
}

/// <param name="ETag">For the next change's <c>If-Match</c>.</param>
public sealed record Changed<T>(T Value, string ETag);
