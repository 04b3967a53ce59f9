using Aigc.Core.Prompts;
using static Aigc.Core.Tests.Prompts.PromptDriver;

namespace Aigc.Core.Tests.Prompts;

/// <summary>Versions never change; labels move.</summary>
public sealed class LabelTests
{
    private readonly PromptDriver _driver = new();

    [Fact]
    public async Task Saving_a_change_makes_the_next_version_and_keeps_the_ones_before()
    {
        var (first, second) = (await _driver.SaveAsync(Tagline()), await _driver.SaveAsync(Tagline("Write one short sentence about the product.")));
        Assert.Equal((1, 2, 2), (first, second, await _driver.SaveAsync(Tagline("Write one short sentence about the product."))));

        var versions = (await _driver.Catalog.VersionsAsync("acme", "tagline", null)).Data;
        Assert.Equal([(2, "Write one short sentence about the product."), (1, "Write one line about the product.")], versions.Select(version => (version.Version, version.Prompt.Parts.Instruction)));
        Assert.NotEqual(versions[0].Hash, versions[1].Hash);
    }

    [Fact]
    public async Task Nothing_is_in_production_until_somebody_puts_it_there()
    {
        await _driver.SaveAsync(Tagline());
        Assert.Equal("unknown-template", (await Assert.ThrowsAsync<ProblemException>(() => _driver.Library.ResolveAsync("acme", "tagline"))).Code);
        Assert.Equal("tagline@1", (await _driver.Library.ResolveAsync("acme", "tagline:latest")).Id);

        await _driver.Editor.PutLabelAsync(Ann, "tagline", null, "production", new(1), null);

        Assert.Equal("tagline@1", (await _driver.Library.ResolveAsync("acme", "tagline")).Id);
    }

    [Fact]
    public async Task The_labels_of_a_tenant_are_its_own_and_moving_them_touches_no_other()
    {
        var other = Ann with { Tenant = "globex" };
        await _driver.SaveAsync(Tagline(), "production");
        Assert.Equal("unknown-template", (await Assert.ThrowsAsync<ProblemException>(() => _driver.Library.ResolveAsync("globex", "tagline"))).Code);

        await _driver.Editor.SaveAsync(other, new(Tagline("Write a question."), ["production"]), null);
        await _driver.SaveAsync(Tagline("Write one short sentence about the product."), "production");

        var (ours, theirs) = (await _driver.Library.ResolveAsync("acme", "tagline"), await _driver.Library.ResolveAsync("globex", "tagline"));
        Assert.Equal(("tagline@2", "tagline@1"), (ours.Id, theirs.Id));
        Assert.Equal("Write a question.", theirs.Prompt.Parts.Instruction);
    }

    [Fact]
    public async Task A_label_that_moves_is_seen_elsewhere_within_five_seconds()
    {
        var elsewhere = new PromptDriver(_driver.Records);
        await _driver.SaveAsync(Tagline(), "production");
        Assert.Equal("tagline@1", (await elsewhere.Library.ResolveAsync("acme", "tagline")).Id);

        await _driver.SaveAsync(Tagline("Write one short sentence about the product."), "production");
        elsewhere.Time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(("tagline@2", "tagline@2"), ((await _driver.Library.ResolveAsync("acme", "tagline")).Id, (await elsewhere.Library.ResolveAsync("acme", "tagline")).Id));
    }

    [Fact]
    public async Task Production_is_moved_by_admins_only_and_latest_by_nobody()
    {
        await _driver.SaveAsync(Tagline());

        foreach (var attempt in new Func<Task>[]
        {
            () => _driver.Editor.PutLabelAsync(Bob, "tagline", null, "production", new(1), null), () => _driver.Editor.RollBackAsync(Bob, "tagline", null, new(Version: 1), null),
            () => _driver.Editor.RemoveLabelAsync(Bob, "tagline", null, "production", null), () => _driver.Editor.SaveAsync(Bob, new(Tagline(), ["production"]), null),
        }) Assert.Equal("forbidden", (await Assert.ThrowsAsync<ProblemException>(attempt)).Code);
        Assert.Equal("label-invalid", (await Assert.ThrowsAsync<ProblemException>(() => _driver.Editor.PutLabelAsync(Ann, "tagline", null, "latest", new(1), null))).Code);
        Assert.Equal(1, (await _driver.Editor.PutLabelAsync(Bob, "tagline", null, "spring", new(1), null)).Value.Labels["spring"].Version);
    }

    [Fact]
    public async Task Rolling_back_twice_goes_back_twice_and_the_trail_tells_who_did_what()
    {
        for (var i = 1; i <= 3; i++)
        {
            await _driver.SaveAsync(Tagline($"Write {i} lines about the product."), "production");
            _driver.Time.Advance(TimeSpan.FromSeconds(1));
        }
        var first = await _driver.Editor.RollBackAsync(Ann, "tagline", null, new(Comment: "too long"), null);
        _driver.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await _driver.Editor.RollBackAsync(Ann, "tagline", null, new(), null);

        Assert.Equal((2, 1), (first.Value.Labels["production"].Version, second.Value.Labels["production"].Version));
        Assert.Equal("nothing-before", (await Assert.ThrowsAsync<ProblemException>(() => _driver.Editor.RollBackAsync(Ann, "tagline", null, new(), null))).Code);
        Assert.Equal([("rolled-back", 1, 2, null), ("rolled-back", 2, 3, "too long"), ("saved", 3, (int?)null, null)], (await _driver.Catalog.ChangesAsync("acme", "tagline", null)).Data.Take(3).Select(change => (change.Action, change.Version, change.Before, change.Comment)));
        Assert.All((await _driver.Catalog.ChangesAsync("acme", "tagline", null)).Data, change => Assert.Equal("ann", change.By));
    }

    [Fact]
    public async Task A_deprecated_version_takes_no_label_and_one_with_a_label_is_not_deprecated()
    {
        await _driver.SaveAsync(Tagline(), "production");
        await _driver.SaveAsync(Tagline("Write one short sentence about the product."));

        Assert.Equal("version-in-use", (await Assert.ThrowsAsync<ProblemException>(() => _driver.Editor.DeprecateAsync(Ann, "tagline", null, new(1, "old"), null))).Code);
        await _driver.Editor.DeprecateAsync(Ann, "tagline", null, new(2, "too dry"), null);

        Assert.Equal("template-deprecated", (await Assert.ThrowsAsync<ProblemException>(() => _driver.Editor.PutLabelAsync(Ann, "tagline", null, "spring", new(2), null))).Code);
        Assert.Equal("too dry", (await _driver.Catalog.GetAsync("acme", "tagline", null, "2")).Value.Deprecated);
    }

    [Fact]
    public async Task A_change_on_what_has_changed_meanwhile_is_refused()
    {
        var seen = (await _driver.Editor.SaveAsync(Ann, new(Tagline()), null)).ETag;
        var moved = await _driver.Editor.PutLabelAsync(Ann, "tagline", null, "spring", new(1), seen);

        var lost = await Assert.ThrowsAsync<ProblemException>(() => _driver.Editor.PutLabelAsync(Bob, "tagline", null, "autumn", new(1), seen));

        Assert.Equal(("changed-meanwhile", 412), (lost.Code, lost.Status));
        Assert.Equal(moved.ETag, (await _driver.Catalog.GetAsync("acme", "tagline", null, null)).ETag);
        Assert.Equal("changed-meanwhile", (await Assert.ThrowsAsync<ProblemException>(() => _driver.Editor.SaveAsync(Bob, new(Tagline("Write two lines about the product.")), seen))).Code);
    }

    [Fact]
    public async Task A_label_that_somebody_puts_while_another_is_put_is_not_lost()
    {
        await _driver.SaveAsync(Tagline());
        var tries = 0;

        var (head, _) = await _driver.Changes.ApplyAsync(Bob, new("tagline", ""), null, async (seen, now) =>
        {
            if (tries++ == 0) await _driver.Editor.PutLabelAsync(Ann, "tagline", null, "spring", new(1), null);
            return PromptMoves.Put(seen!, "autumn", 1, null, null, now);
        }, CancellationToken.None);

        Assert.Equal((2, "autumn,spring"), (tries, string.Join(',', head.Labels.Keys.Order(StringComparer.Ordinal))));
    }

    [Fact]
    public async Task Saved_at_once_by_many_no_version_and_no_line_of_the_trail_is_lost()
    {
        var versions = await Task.WhenAll(Enumerable.Range(1, 12).Select(i => Task.Run(() => _driver.SaveAsync(Tagline($"Write {i} lines about the product.")))));

        Assert.Equal(Enumerable.Range(1, 12), versions.Order());
        Assert.Equal(12, (await _driver.Catalog.ChangesAsync("acme", "tagline", null)).Data.Count);
    }

    [Fact]
    public async Task What_is_another_tenants_does_not_exist()
    {
        await _driver.SaveAsync(Tagline(), "production");
        Assert.Equal("tagline@1", (await _driver.Library.ResolveAsync("acme", "tagline")).Id);

        Assert.Equal("unknown-template", (await Assert.ThrowsAsync<ProblemException>(() => _driver.Library.ResolveAsync("other", "tagline"))).Code);
        Assert.Equal(404, (await Assert.ThrowsAsync<ProblemException>(() => _driver.Catalog.GetAsync("other", "tagline", null, null))).Status);
        Assert.Equal("unknown-template", (await Assert.ThrowsAsync<ProblemException>(() => _driver.Library.ResolveAsync("other", "tagline@1"))).Code);
        Assert.DoesNotContain("tagline", (await _driver.Catalog.ListAsync("other")).Data.Select(prompt => prompt.Name));
    }

    [Fact]
    public async Task A_difference_is_told_by_part_and_line_and_settings_by_name()
    {
        await _driver.SaveAsync(Tagline("Write one line.\nName the product."));
        await _driver.SaveAsync(Tagline("Write one line.\nName the brand.\nName the product.") with { Reasoning = true });

        var diff = await _driver.Catalog.DiffAsync("acme", "tagline", null, 1, 2);

        var part = Assert.Single(diff.Parts);
        Assert.Equal("instruction", part.Part);
        Assert.Equal([("same", "Write one line."), ("added", "Name the brand."), ("same", "Name the product.")], part.Lines.Select(line => (line.Kind, line.Text)));
        Assert.Equal(["reasoning"], diff.Settings);
    }
}
