using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>What each change does to a head. Pure.</summary>
internal static class PromptMoves
{
    private const int MaxLabels = 20;
    private const int MaxBefore = 20;

    public static PromptMove Save(PromptHead? head, PromptVersion version, bool isNew, IReadOnlyList<string> labels, DateTimeOffset now)
    {
        var prompt = version.Prompt;
        var next = (head ?? new(prompt.Name, prompt.Category, 0, null, null, now, new Dictionary<string, PromptLabel>(), new Dictionary<int, string>())) with { Latest = version.Version, Description = prompt.Description, Owner = prompt.Owner, UpdatedAt = now };
        var changes = isNew ? new List<PromptChange> { new(now, "", "saved", version.Version, Comment: version.Comment) } : [];
        foreach (var label in labels.Distinct())
        {
            var put = Put(next, label, version.Version, null, null, now);
            next = put.Head;
            changes.AddRange(put.Changes);
        }
        return new(next, isNew ? version : null, changes);
    }

    public static PromptMove Put(PromptHead head, string label, int version, double? share, string? comment, DateTimeOffset now)
    {
        if (version < 1 || version > head.Latest) throw new ProblemException("unknown-version", $"There is no version {version}; 1 to {head.Latest} exist.", 422);
        if (head.Deprecated.TryGetValue(version, out var reason)) throw new ProblemException("template-deprecated", $"Version {version} is deprecated: {reason}", 422);
        return Set(head, label, version, share, "labelled", comment, now, old => old is null ? null : [old.Version, .. (old.Before ?? []).Take(MaxBefore - 1)]);
    }

    public static PromptMove Remove(PromptHead head, string label, DateTimeOffset now)
    {
        var old = Labelled(head, label);
        var labels = head.Labels.Where(put => put.Key != label).ToDictionary();
        return new(head with { Labels = labels, UpdatedAt = now }, null, [new(now, "", "unlabelled", old.Version, label, old.Version)]);
    }

    public static PromptMove RollBack(PromptHead head, string label, int? version, string? comment, DateTimeOffset now)
    {
        var old = Labelled(head, label);
        var target = version ?? (old.Before is [var before, ..] ? before : throw new ProblemException("nothing-before", $"The label '{label}' has not moved yet; name a version to move it to.", 422));
        if (target < 1 || target > head.Latest) throw new ProblemException("unknown-version", $"There is no version {target}; 1 to {head.Latest} exist.", 422);
        // Going back is no step forward: going back again goes further back.
        return Set(head, label, target, old.Share, "rolled-back", comment, now, _ => [.. (old.Before ?? []).SkipWhile(earlier => earlier != target).Skip(1)]);
    }

    public static PromptMove Deprecate(PromptHead head, int version, string reason, DateTimeOffset now)
    {
        if (version < 1 || version > head.Latest) throw new ProblemException("unknown-version", $"There is no version {version}; 1 to {head.Latest} exist.", 422);
        if (head.Labels.Where(label => label.Value.Version == version).Select(label => label.Key).FirstOrDefault() is { } label) throw new ProblemException("version-in-use", $"The label '{label}' stands on version {version}; move it first.", 409);
        var deprecated = new Dictionary<int, string>(head.Deprecated) { [version] = reason };
        return new(head with { Deprecated = deprecated, UpdatedAt = now }, null, [new(now, "", "deprecated", version, Comment: reason)]);
    }

    private static PromptMove Set(PromptHead head, string label, int version, double? share, string action, string? comment, DateTimeOffset now, Func<PromptLabel?, IReadOnlyList<int>?> before)
    {
        var old = head.Labels.GetValueOrDefault(label);
        if (old is null && head.Labels.Count >= MaxLabels) throw new ProblemException("label-invalid", $"A template has at most {MaxLabels} labels.", 422);
        var moved = old?.Version == version ? old with { Share = share } : new PromptLabel(version, share, before(old));
        var labels = new Dictionary<string, PromptLabel>(head.Labels) { [label] = moved };
        return new(head with { Labels = labels, UpdatedAt = now }, null, [new(now, "", action, version, label, old?.Version, comment)]);
    }

    private static PromptLabel Labelled(PromptHead head, string label) => head.Labels.GetValueOrDefault(label) ?? throw new ProblemException("unknown-label", $"There is no label '{label}'.", 404);
}

/// <param name="Version">Null: none is added.</param>
/// <param name="Changes">For the trail; who made them is filled in where they are written.</param>
internal sealed record PromptMove(PromptHead Head, PromptVersion? Version, IReadOnlyList<PromptChange> Changes);
