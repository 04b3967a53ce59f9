using System.Text.Json;
using Aigc.Contracts.Items;
using Aigc.Contracts.Reviews;
using Aigc.Core.Tuning;
using static Aigc.Core.Tests.Tuning.TuningDriver;

namespace Aigc.Core.Tests.Tuning;

/// <summary>Two answers to one prompt, of which a person preferred one, become a pair.</summary>
public sealed class DpoExportTests : IDisposable
{
    private static readonly TuningRequest Pairs = new(TuningFormat.Dpo);
    private readonly TuningDriver _driver = new();

    [Fact]
    public async Task A_reviewers_words_are_preferred_to_those_of_the_model()
    {
        var template = await _driver.TemplateAsync();
        var batch = await _driver.MadeAsync([Item(1, template, "Mug of Quester"), Item(2, template, "Quester Camp Mug 2")]);
        await _driver.DecideAsync(batch, 1, edits: new SlotEdit("title.en", "Quester Camp Mug 1"));
        await _driver.DecideAsync(batch, 2);

        var (lines, summary) = await _driver.ExportAsync(batch, Pairs);

        var line = Assert.Single(lines);
        Assert.Equal(["input", "preferred_output", "non_preferred_output"], line.EnumerateObject().Select(member => member.Name));
        Assert.Equal("system", line.GetProperty("input").GetProperty("messages")[0].GetProperty("role").GetString());
        Assert.Equal("user", line.GetProperty("input").GetProperty("messages").EnumerateArray().Last().GetProperty("role").GetString());
        Assert.Equal("""[{"role":"assistant","content":"{\"title\":\"Quester Camp Mug 1\"}"}]""", line.GetProperty("preferred_output").GetRawText());
        Assert.Equal("""[{"role":"assistant","content":"{\"title\":\"Mug of Quester\"}"}]""", line.GetProperty("non_preferred_output").GetRawText());
        Assert.Equal(1, summary.LeftOut["no-second-answer"]);
    }

    [Fact]
    public async Task What_a_reviewer_wrote_is_the_result_and_the_example()
    {
        var batch = await _driver.MadeAsync([Item(1, await _driver.TemplateAsync(), "Mug of Quester")]);

        await _driver.DecideAsync(batch, 1, edits: new SlotEdit("title.en", "  Quester <b>Camp</b> Mug 1 "));

        var slot = Assert.Single((await _driver.ItemAsync(batch, 1)).Slots);
        Assert.Equal(("Quester Camp Mug 1", true, SlotState.Made), (slot.Text, slot.Edited, slot.State));
        Assert.Equal("""{"title":"Quester Camp Mug 1"}""", Assert.Single((await _driver.ExportAsync(batch)).Lines).GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString());
    }

    [Fact]
    public async Task A_claim_that_a_reviewer_adds_is_marked_and_teaches_nobody()
    {
        var batch = await _driver.MadeAsync([Item(1, await _driver.TemplateAsync(), "Quester Mug")]);

        await _driver.DecideAsync(batch, 1, edits: new SlotEdit("title.en", "Quester Camp Mug 750 ml"));

        Assert.NotEmpty(Assert.Single((await _driver.ItemAsync(batch, 1)).Slots).Facts!);
        Assert.Equal(1, (await _driver.ExportAsync(batch, Pairs)).Summary.LeftOut["fact-marks"]);
    }

    [Theory]
    [InlineData("title.en", null, Verdict.Approve, "edit-invalid")]
    [InlineData("title.en", " ", Verdict.Approve, "edit-invalid")]
    [InlineData("description.en", "A mug.", Verdict.Approve, "edit-invalid")]
    [InlineData("title.en", "Quester Mug", Verdict.Reject, "edit-invalid")]
    [InlineData("title.en", "Mug for bomb making", Verdict.Approve, "edit-refused")]
    public async Task Words_that_do_not_fit_decide_nothing(string slot, string? text, Verdict verdict, string code)
    {
        var batch = await _driver.MadeAsync([Item(1, await _driver.TemplateAsync(), "Mug of Quester")]);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => _driver.DecideAsync(batch, 1, verdict, edits: new SlotEdit(slot, text)));

        Assert.Equal((code, ItemState.InReview), (problem.Code, (await _driver.ItemAsync(batch, 1)).State));
    }

    [Fact]
    public async Task An_approved_answer_is_preferred_to_the_one_that_was_rejected_before()
    {
        var template = await _driver.TemplateAsync();
        var before = await _driver.MadeAsync([Item(1, template, "Bad one"), Item(2, template, "Good one"), Item(3, template, "Late one"), Item(4, template, "Bad one")], tail: "00000002");
        await _driver.DecideAsync(before, 1, Verdict.Reject);
        await _driver.DecideAsync(before, 2);
        await _driver.DecideAsync(before, 3, Verdict.Reject, "timeout");
        await _driver.DecideAsync(before, 4, Verdict.Reject);
        // The fourth product says something else today: its prompt is another.
        var batch = await _driver.MadeAsync([Item(7, template, "Better", product: Mug(1)), Item(8, template, "Other", product: Mug(2)), Item(9, template, "Third", product: Mug(3)), Item(10, template, "Fourth", product: Mug(4) with { Brand = "Kestrel" })]);
        for (var row = 7; row <= 10; row++) await _driver.DecideAsync(batch, row);

        var (lines, summary) = await _driver.ExportAsync(batch, Pairs with { Against = before });

        Assert.Equal([("""{"title":"Better"}""", """{"title":"Bad one"}""")], lines.Select(line => (Content(line, "preferred_output"), Content(line, "non_preferred_output"))));
        Assert.Equal(3, summary.LeftOut["no-second-answer"]);
    }

    public void Dispose() => _driver.Dispose();

    private static string Content(JsonElement line, string member) => line.GetProperty(member)[0].GetProperty("content").GetString()!;
}
