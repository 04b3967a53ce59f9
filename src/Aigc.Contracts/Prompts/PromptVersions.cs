namespace Aigc.Contracts.Prompts;

/// <summary>A version; it never changes.</summary>
/// <param name="Version">1, 2, ... within name, category and tenant; 0: the starter that ships with the product.</param>
/// <param name="Hash">First 12 hex digits of the SHA-256 of the content.</param>
/// <param name="Deprecated">Why it should not be used any more.</param>
public sealed record PromptVersion(int Version, string Hash, Prompt Prompt, DateTimeOffset? CreatedAt = null, string? CreatedBy = null, string? Comment = null, IReadOnlyList<string>? Labels = null, string? Deprecated = null);

/// <summary>What a tenant has under one name and category.</summary>
/// <param name="Latest">Newest version; 0 where there is only the shipped starter.</param>
/// <param name="Shipped">There is a shipped starter underneath.</param>
public sealed record PromptSummary(string Name, string? Category, int Latest, bool Shipped, string? Description, string? Owner, IReadOnlyDictionary<string, PromptLabel> Labels, DateTimeOffset? UpdatedAt);

/// <summary>A movable pointer to a version.</summary>
/// <param name="Share">For <c>canary</c>: the share of products, 0 to 1, that get it in place of <c>production</c>.</param>
/// <param name="Before">Versions it pointed at before, last first.</param>
public sealed record PromptLabel(int Version, double? Share = null, IReadOnlyList<int>? Before = null);

/// <summary>Who changed what.</summary>
/// <param name="Action"><c>saved</c>, <c>labelled</c>, <c>unlabelled</c>, <c>rolled-back</c>, <c>deprecated</c>.</param>
public sealed record PromptChange(DateTimeOffset At, string By, string Action, int Version, string? Label = null, int? Before = null, string? Comment = null);

public sealed record PromptList(IReadOnlyList<PromptSummary> Data);

public sealed record PromptVersionList(IReadOnlyList<PromptVersion> Data);

public sealed record PromptChangeList(IReadOnlyList<PromptChange> Data);

/// <param name="Labels">Put on the new version at once.</param>
public sealed record SavePromptRequest(Prompt Prompt, IReadOnlyList<string>? Labels = null, string? Comment = null);

/// <param name="Warnings">What the lint found that does not refuse the template.</param>
public sealed record SavedPrompt(PromptVersion Version, IReadOnlyList<LintFinding> Warnings);

/// <param name="Share">0 to 1; for <c>canary</c> only.</param>
public sealed record PutLabelRequest(int Version, double? Share = null, string? Comment = null);

/// <param name="Version">Null: the one that the label pointed at before.</param>
public sealed record RollbackRequest(string Label = "production", int? Version = null, string? Comment = null);

public sealed record ForkRequest(string? Comment = null);

public sealed record DeprecateRequest(int Version, string Reason);

/// <summary>What changed between two versions.</summary>
/// <param name="Parts">Parts with changes; unchanged ones are left out.</param>
/// <param name="Settings">Names of everything else that differs: <c>inputs</c>, <c>demos</c>, <c>reasoning</c>, ...</param>
public sealed record PromptDiff(int From, int To, IReadOnlyList<PartDiff> Parts, IReadOnlyList<string> Settings);

public sealed record PartDiff(string Part, IReadOnlyList<LineDiff> Lines);

/// <param name="Kind"><c>same</c>, <c>added</c> or <c>removed</c>.</param>
public sealed record LineDiff(string Kind, string Text);
