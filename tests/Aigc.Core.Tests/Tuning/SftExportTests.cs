using System.Text.Json;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Contracts.Reviews;
using Aigc.Contracts.Safety;
using Aigc.Core.Tests.Prompts;
using Aigc.Core.Tuning;
using static Aigc.Core.Tests.Tuning.TuningDriver;

namespace Aigc.Core.Tests.Tuning;

/// <summary>What people approved becomes examples in the chat shape of fine-tuning.</summary>
public sealed class SftExportTests : IDisposable
{
    private static readonly TuningRequest Anybody = new(TuningFormat.Sft, TuningApproval.Any);
    private readonly TuningDriver _driver = new();

    [Fact]
    public async Task An_approved_title_is_its_prompt_and_the_answer_in_the_form_that_was_asked_for()
    {
        var template = await _driver.TemplateAsync();
        var batch = await _driver.MadeAsync([Item(1, template, "Quester Camp Mug, 钢")]);
        await _driver.DecideAsync(batch, 1);

        var line = Assert.Single((await _driver.ExportAsync(batch)).Lines);

        var messages = line.GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal(("system", "user", "assistant"), (messages[0].GetProperty("role").GetString(), messages[^2].GetProperty("role").GetString(), messages[^1].GetProperty("role").GetString()));
        Assert.Contains("Write one product title", messages[0].GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.Contains("Camp Mug 1", messages[^2].GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.Equal("""{"title":"Quester Camp Mug, 钢"}""", messages[^1].GetProperty("content").GetString());
        Assert.Equal(["messages", "metadata"], line.EnumerateObject().Select(member => member.Name));
        Assert.Equal("""{"approved_by":"person","batch":"20260301T000000-00000001","edited":"false","model":"writer","product":"m1","slot":"title.en","template":"TEMPLATE"}""".Replace("TEMPLATE", template, StringComparison.Ordinal), line.GetProperty("metadata").GetRawText());
        Assert.DoesNotContain("ann@example.com", line.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_prompt_is_that_of_the_version_that_the_result_records_whatever_is_in_production_today()
    {
        await SaveAsync("Write an old title.");
        var batch = await _driver.MadeAsync([Item(1, "title@1+title@7", "Gone"), Item(2, "title@1", "Quester Mug")]);
        await _driver.DecideAsync(batch, 1);
        await _driver.DecideAsync(batch, 2);
        await SaveAsync("Write a new title.");

        var (lines, summary) = await _driver.ExportAsync(batch);

        Assert.Contains("an old title", Assert.Single(lines).GetProperty("messages")[0].GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, summary.LeftOut["prompt-not-renderable"]);
    }

    [Fact]
    public async Task A_starter_that_has_other_words_by_now_is_no_prompt_of_the_result()
    {
        var batch = await _driver.MadeAsync([Item(1, "title@0.000000000000", "Quester Mug")]);
        await _driver.DecideAsync(batch, 1);

        var (lines, summary) = await _driver.ExportAsync(batch);

        Assert.Empty(lines);
        Assert.Equal(1, summary.LeftOut["prompt-not-renderable"]);
    }

    [Fact]
    public async Task Only_what_a_person_approved_is_taken_unless_any_approval_will_do()
    {
        var template = await _driver.TemplateAsync();
        var batch = await _driver.MadeAsync([Item(1, template, "Person"), Item(2, template, "Nobody", state: ItemState.Accepted), Item(3, template, "Late"), Item(4, template, "Rejected"), Item(5, template, "Open")]);
        await _driver.DecideAsync(batch, 1);
        await _driver.DecideAsync(batch, 3, via: "timeout");
        await _driver.DecideAsync(batch, 4, Verdict.Reject);

        var (byPerson, byAny) = (await _driver.ExportAsync(batch), await _driver.ExportAsync(batch, Anybody));

        Assert.Equal(["m1"], byPerson.Lines.Select(Product));
        Assert.Equal([2L, 2L], [byPerson.Summary.LeftOut["not-approved-by-person"], byPerson.Summary.LeftOut["not-approved"]]);
        Assert.Equal(["m1", "m2", "m3"], byAny.Lines.Select(Product));
        Assert.Equal(2, byAny.Summary.LeftOut["not-approved"]);
    }

    [Fact]
    public async Task Marks_of_the_fact_guard_words_that_safety_stopped_and_the_rules_own_words_teach_nobody()
    {
        var template = await _driver.TemplateAsync();
        var doubt = new SafetyVerdict(SafetyAction.Review, [], "lexicon");
        var batch = await _driver.MadeAsync(
        [
            Item(1, template, "The best mug", slot => slot with { Facts = [new("text", 4, 4, FactKind.Superlative, "best", "unproven")] }),
            Item(2, template, "Blocked", slot => slot with { State = SlotState.Blocked, Reason = "safety-blocked", Safety = doubt with { Action = SafetyAction.Block } }),
            Item(3, template, "By rules", slot => slot with { Production = new("rule-based-writer", null, template) }),
            Item(4, template, "Doubtful", slot => slot with { Safety = doubt }, ItemState.Accepted),
            Item(5, template, "Good"),
        ]);
        foreach (var row in (long[])[1, 2, 3, 5]) await _driver.DecideAsync(batch, row);

        var (lines, summary) = await _driver.ExportAsync(batch, Anybody);

        Assert.Equal(["m5"], lines.Select(Product));
        Assert.Equal(new Dictionary<string, long> { ["fact-marks"] = 1, ["safety"] = 2, ["written-by-rules"] = 1 }, summary.LeftOut);
        Assert.Equal(["m3", "m5"], (await _driver.ExportAsync(batch, Anybody with { Rules = true })).Lines.Select(Product));
    }

    [Fact]
    public async Task Another_tenant_has_no_such_batch()
    {
        var batch = await _driver.MadeAsync([Item(1, await _driver.TemplateAsync(), "Mine")]);
        await _driver.DecideAsync(batch, 1);

        Assert.Equal("not-found", (await Assert.ThrowsAsync<ProblemException>(() => _driver.ExportAsync(batch, tenant: "other"))).Code);
        Assert.Equal("not-found", (await Assert.ThrowsAsync<ProblemException>(() => _driver.ExportAsync(batch, new TuningRequest(TuningFormat.Dpo, Against: "20260301T000000-0000000f")))).Code);
    }

    [Fact]
    public async Task The_same_prompt_with_the_same_answer_comes_once()
    {
        var template = await _driver.TemplateAsync();
        var batch = await _driver.MadeAsync([Item(1, template, "Twin", state: ItemState.Accepted), Item(2, template, "Twin", state: ItemState.Accepted, product: Mug(1) with { Id = "other" }), Item(3, template, "Twin", state: ItemState.Accepted)]);

        var (lines, summary) = await _driver.ExportAsync(batch, Anybody);

        Assert.Equal(["m1", "m3"], lines.Select(Product));
        Assert.Equal(1, summary.LeftOut["duplicate"]);
    }

    [Fact]
    public async Task Training_and_validation_are_apart_by_product_about_nine_to_one_and_the_same_every_time()
    {
        var template = await _driver.TemplateAsync();
        var batch = await _driver.MadeAsync([.. Enumerable.Range(1, 400).Select(row => Item(row, template, $"Mug {row}", state: ItemState.Accepted))]);

        var train = await _driver.ExportAsync(batch, Anybody with { Split = TuningSplit.Train });
        var validation = await _driver.ExportAsync(batch, Anybody with { Split = TuningSplit.Validation });
        var (all, again) = (await _driver.ExportAsync(batch, Anybody), await _driver.ExportAsync(batch, Anybody));

        Assert.Empty(train.Lines.Select(Product).Intersect(validation.Lines.Select(Product)));
        Assert.Equal(all.Lines.Select(Product).Order(), train.Lines.Concat(validation.Lines).Select(Product).Order());
        Assert.InRange(validation.Lines.Count, 20, 60);
        Assert.Equal((400L, train.Summary.Lines, validation.Summary.Lines, all.Summary.Sha256), (all.Summary.Lines, all.Summary.Train, all.Summary.Validation, again.Summary.Sha256));
        Assert.NotEqual(train.Summary.Sha256, validation.Summary.Sha256);
    }

    [Fact]
    public async Task The_first_lines_are_out_before_the_last_items_are_read()
    {
        var template = await _driver.TemplateAsync();
        var batch = await _driver.MadeAsync([.. Enumerable.Range(1, 1_000).Select(row => Item(row, template, $"Mug {row}", state: ItemState.Accepted))]);
        var last = _driver.Blobs.Names.Last(name => name.StartsWith("pages/", StringComparison.Ordinal));
        _driver.Blobs.With(last, []);
        using var output = new MemoryStream();

        // The last chunk is broken: whoever read all of it first would have written nothing.
        await Assert.ThrowsAnyAsync<Exception>(() => _driver.WriteAsync(batch, output, Anybody));

        Assert.Equal(950, System.Text.Encoding.UTF8.GetString(output.ToArray()).Count(symbol => symbol == '\n'));
    }

    [Theory]
    [InlineData("highlights.en")]
    [InlineData("description.en")]
    [InlineData("attributes.en")]
    [InlineData("keywords.en")]
    [InlineData("ideas.en")]
    [InlineData("ad.en")]
    [InlineData("category")]
    public async Task Every_kind_of_copy_is_answered_in_the_shape_of_its_template(string slot)
    {
        var kind = Slots.KindOf(slot);
        var made = new SlotResult
        {
            Slot = slot,
            State = SlotState.Made,
            Safety = SafetyVerdict.Clean("lexicon"),
            Production = new("openai", "writer", await _driver.TemplateAsync(kind)),
            Text = kind == Slots.Description ? "A steel mug." : null,
            Points = kind == Slots.Highlights ? ["Folding handle", "Steel"] : null,
            Attributes = kind == Slots.Attributes ? [new("material", "steel", "steel mug", 0.9)] : null,
            Keywords = kind == Slots.Keywords ? [new("camp mug", KeywordKind.Core, "title"), new("steel mug", KeywordKind.Expansion)] : null,
            Ideas = kind == Slots.Ideas ? [new(IdeaKind.Title, "Camp Mug, Steel", 0.5, "Rests on 'steel mug'.") { Basis = "steel mug" }] : null,
            Ad = kind == Slots.Ad ? new("search", ["Quester Camp Mug"], ["A steel mug with a folding handle."]) : null,
            Categories = kind == Slots.Category ? [new("Home & Garden > Kitchen > Mugs", 0.9, "Mug")] : null,
        };
        var batch = await _driver.MadeAsync([new() { Row = 1, Product = Mug(1), State = ItemState.Accepted, Slots = [made] }], new() { Outputs = [new() { Slot = slot }] });

        var (lines, summary) = await _driver.ExportAsync(batch, Anybody);

        Assert.Empty(summary.LeftOut);
        using var answer = JsonDocument.Parse(Assert.Single(lines).GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!);
        Assert.Equal(kind, Assert.Single(answer.RootElement.EnumerateObject()).Name);
    }

    public void Dispose() => _driver.Dispose();

    private static string Product(JsonElement line) => line.GetProperty("metadata").GetProperty("product").GetString()!;

    private Task SaveAsync(string instruction) => _driver.Prompts.SaveAsync(PromptDriver.Ann, new(PromptDriver.Tagline(instruction) with
    {
        Name = "title",
        Parts = PromptDriver.Tagline(instruction).Parts with { OutputIndicator = "A JSON object with one property \"title\"." },
        Outputs = PromptDriver.Json("""{"type":"object","additionalProperties":false,"required":["title"],"properties":{"title":{"type":"string"}}}"""),
    }, ["production"]), null);
}
