using Aigc.Contracts.Prompts;
using Aigc.Core.Prompts;
using static Aigc.Core.Tests.Prompts.PromptDriver;

namespace Aigc.Core.Tests.Prompts;

/// <summary>What the lint says, and where.</summary>
public sealed class LintTests
{
    private readonly PromptLinter _linter = new();

    [Fact]
    public void A_clear_template_is_left_alone() => Assert.Empty(_linter.Lint(Tagline()).Findings);

    [Theory]
    [InlineData("Write one line.\nUse a nice title.", "vague-words", 2)]
    [InlineData("Write some lines about the product.", "vague-words", 1)]
    [InlineData("Name colour, size, etc. in one line.", "vague-words", 1)]
    [InlineData("写一行文案。\n语气适当活泼。", "vague-words", 2)]
    [InlineData("写一个吸引人的标题。", "vague-words", 1)]
    [InlineData("Read the data. Then translate it.", "undefined-pronoun", 1)]
    [InlineData("翻译它。", "undefined-pronoun", 1)]
    [InlineData("Write at most 80 characters.\nName brand and colour in at least 200 characters.", "contradicting-lengths", 2)]
    [InlineData("标题不超过20个字。\n正文至少50个字。", "contradicting-lengths", 2)]
    [InlineData("Write at most 5 words.\nWrite at most 9 words.", "two-limits", 2)]
    [InlineData("Write one line for {{ audience }}.", "undeclared-variable", 1)]
    [InlineData("Write one line.\nThe product is {{ product.title }}.", "variable-before-static", 2)]
    [InlineData("Extract the colour.", "no-fallback", null)]
    [InlineData("Write {{ one", "template-syntax", 1)]
    public void What_can_be_misread_is_named_with_its_line(string instruction, string code, int? line)
    {
        var finding = Assert.Single(_linter.Lint(Tagline(instruction)).Findings, finding => finding.Code == code);

        Assert.Equal(("instruction", line), (finding.Part, finding.Line));
        Assert.True(finding.Suggestion.Length > 10);
    }

    [Theory]
    [InlineData("Write one line that compares the tent with it.")]
    [InlineData("Write up to 5 points, each at most 80 characters.\nThe whole text has at least 100 characters.")]
    [InlineData("Write two to five sentences, at most 600 characters.")]
    [InlineData("Extract the colour. If the data does not state a colour, the line is \"unknown\".")]
    [InlineData("A good grip is a fact of the data: name the grip in one line.")]
    public void What_is_clear_is_not_found_fault_with(string instruction) =>
        Assert.DoesNotContain(_linter.Lint(Tagline(instruction)).Findings, finding => finding.Severity > LintSeverity.Info);

    public static TheoryData<string, string, Func<Prompt, Prompt>> Faults => new()
    {
        { "missing-instruction", "instruction", prompt => prompt with { Parts = prompt.Parts with { Instruction = " " } } },
        { "missing-context", "context", prompt => prompt with { Parts = prompt.Parts with { Context = null } } },
        { "data-not-named", "context", prompt => prompt with { Parts = prompt.Parts with { Context = "It stands under the logo." } } },
        { "missing-input-data", "inputData", prompt => prompt with { Parts = prompt.Parts with { InputData = null } } },
        { "unfenced-data", "inputData", prompt => prompt with { Parts = prompt.Parts with { InputData = "{{ product }}" } } },
        { "static-after-variable", "inputData", prompt => prompt with { Parts = prompt.Parts with { InputData = $"```json\n{{{{ product }}}}\n```\n{new string('x', 300)}" } } },
        { "missing-output-indicator", "outputIndicator", prompt => prompt with { Parts = prompt.Parts with { OutputIndicator = null } } },
        { "output-not-described", "outputIndicator", prompt => prompt with { Parts = prompt.Parts with { OutputIndicator = "A JSON object." } } },
        { "json-not-asked-for", "outputIndicator", prompt => prompt with { Parts = prompt.Parts with { OutputIndicator = "The line." } } },
        { "unused-input", "inputs", prompt => prompt with { Inputs = Json("""{"type":"object","properties":{"product":{"type":"object"},"mood":{"type":"string"}}}""") } },
        { "required-undeclared", "inputs", prompt => prompt with { Inputs = Json("""{"type":"object","required":["mood"],"properties":{"product":{"type":"object"}}}"""), Sample = Json("""{"product":{"title":"a"},"mood":"calm"}""") } },
        { "schema-invalid", "outputs", prompt => prompt with { Outputs = Json("""{"type":"object","$ref":"https://example.com/s.json"}""") } },
        { "schema-invalid", "inputs", prompt => prompt with { Inputs = Json("""{"type":"object","properties":{"product":{"type":"string","pattern":"(a+)+$"}}}""") } },
        { "unknown-source", "bindings", prompt => prompt with { Bindings = new Dictionary<string, string> { ["product"] = "file:///etc/passwd" } } },
        { "binding-of-nothing", "bindings", prompt => prompt with { Bindings = new Dictionary<string, string> { ["product"] = "product", ["brand"] = "product.brand" } } },
        { "sample-invalid", "sample", prompt => prompt with { Sample = Json("""{"product":"mug"}""") } },
        { "no-sample", "sample", prompt => prompt with { Sample = null } },
        { "reasoning-in-output", "outputs", prompt => prompt with { Reasoning = true, Outputs = Json("""{"type":"object","properties":{"line":{"type":"string"},"reasoning":{"type":"string"}}}""") } },
        { "reasoning-cost", "instruction", prompt => prompt with { Reasoning = true } },
        { "token-budget", "instruction", prompt => prompt with { Parts = prompt.Parts with { Context = $"Data, never an instruction. {string.Concat(Enumerable.Range(0, 3_000).Select(i => $"w{i} "))}" } } },
        { "demo-without-label", "demos", prompt => prompt with { Demos = [new(Json("""{"product":{"title":"a"}}"""), Json("null"))] } },
        { "demo-without-input", "demos", prompt => prompt with { Demos = [new(Json("{}"), Json("""{"line":"x"}"""))] } },
        { "demo-label-invalid", "demos", prompt => prompt with { Demos = [new(Json("""{"product":{"title":"a"}}"""), Json("""{"title":"x"}"""))] } },
        { "demo-input-undeclared", "demos", prompt => prompt with { Demos = [new(Json("""{"item":{"title":"a"}}"""), Json("""{"line":"x"}"""))] } },
        { "demo-input-invalid", "demos", prompt => prompt with { Demos = [new(Json("""{"product":"a"}"""), Json("""{"line":"x"}"""))] } },
        { "demo-outside-label-space", "demos", prompt => prompt with { LabelSpace = ["yes", "no"], Demos = [new(Json("""{"product":{"title":"a"}}"""), Json("""{"line":"maybe"}"""))] } },
        { "demos-one-sided", "demos", prompt => prompt with { LabelSpace = ["yes", "no"], Demos = [new(Json("""{"product":{"title":"a"}}"""), Json("""{"line":"yes"}""")), new(Json("""{"product":{"title":"b"}}"""), Json("""{"line":"yes"}"""))] } },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_does_not_fit_together_is_found_and_nothing_else(string code, string part, Func<Prompt, Prompt> broken)
    {
        var found = _linter.Lint(broken(Tagline())).Findings;

        Assert.Contains((code, part), found.Select(finding => (finding.Code, finding.Part)));
        Assert.All(found.Where(finding => finding.Severity == LintSeverity.Error), finding => Assert.Equal(code, finding.Code));
    }

    [Fact]
    public void The_part_of_a_prompt_that_a_prefix_cache_can_hold_is_measured_on_the_prompt_itself()
    {
        var (good, bad) = (_linter.Lint(Tagline()).Size, _linter.Lint(Tagline("The product is {{ product.title }}. Write one line about the product.")).Size);

        Assert.InRange(good.PrefixShare, 0.7, 0.99);
        Assert.InRange(bad.PrefixShare, 0, 0.2);
        Assert.Equal(TokenMeter.Count(PromptLength.Text(PromptRenderer.Render(PromptTemplate.Compile("t", Tagline()), new Dictionary<string, object?> { ["product"] = Json("""{"title":"Camp Mug"}""") }))), good.Tokens);
    }

    [Fact]
    public void Tokens_are_counted_as_the_models_count_them() =>
        Assert.Equal((6, 6), (TokenMeter.Count("tiktoken is great!"), TokenMeter.Count("tiktoken is great!", "cl100k_base")));

    [Fact]
    public async Task Errors_refuse_a_save_and_warnings_are_answered()
    {
        var driver = new PromptDriver();

        var refused = await Assert.ThrowsAsync<ProblemException>(() => driver.SaveAsync(Tagline("Write one line for {{ audience }}.")));
        var saved = await driver.Editor.SaveAsync(Ann, new(Tagline("Write some lines about the product.")), null);

        Assert.Equal(("template-invalid", 422, "instruction line 1"), (refused.Code, refused.Status, refused.Errors[0].Path));
        Assert.Equal("vague-words", Assert.Single(saved.Value.Warnings).Code);
    }

    [Fact]
    public async Task What_is_too_large_or_null_is_refused_before_it_is_read()
    {
        var driver = new PromptDriver();
        foreach (var broken in new[]
        {
            Tagline() with { Name = "Tag/Line" }, Tagline() with { Name = null! }, Tagline() with { Parts = null! }, Tagline() with { Category = " > " }, Tagline() with { Demos = [null!] }, Tagline() with { Tags = [null!] },
            Tagline() with { Demos = [.. Enumerable.Repeat(new PromptDemo(Json("""{"product":{}}"""), Json("""{"line":"x"}""")), 21)] }, Tagline() with { Answer = new(true, ["eval"]) }, Tagline() with { LabelSpace = [] },
            Tagline() with { Sample = Json($"{{\"product\":{{\"title\":\"{new string('x', 40_000)}\"}}}}") }, Tagline() with { Inputs = Json("[]") }, Tagline() with { Demos = [new(default, Json("5"))] },
        }) Assert.Equal("template-invalid", (await Assert.ThrowsAsync<ProblemException>(() => driver.Editor.LintAsync("acme", broken))).Code);
        Assert.Equal("template-invalid", (await Assert.ThrowsAsync<ProblemException>(() => driver.Editor.SaveAsync(Ann, new(null!), null))).Code);
    }
}
