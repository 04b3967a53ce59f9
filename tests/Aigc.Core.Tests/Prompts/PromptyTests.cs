using System.Text.Json;
using Aigc.Contracts;
using Aigc.Core.Prompts;
using static Aigc.Core.Tests.Prompts.PromptDriver;

namespace Aigc.Core.Tests.Prompts;

/// <summary>Templates come in and go out as <c>.prompty</c> files.</summary>
public sealed class PromptyTests
{
    // The published schema of the front matter: its names, and nothing else at the top and under model. Later files add metadata for what is one's own.
    private static readonly string[] Published = ["name", "description", "authors", "tags", "version", "model", "inputs", "outputs", "sample", "template", "metadata"];

    [Fact]
    public void Every_starter_survives_being_written_and_read()
    {
        foreach (var starter in new StarterLibrary().All)
        {
            var text = PromptyWriter.Write(starter.Prompt);

            Assert.Equal(JsonSerializer.Serialize(starter.Prompt, AigcJson.Default.Prompt), JsonSerializer.Serialize(PromptyReader.Read(text).Prompt, AigcJson.Default.Prompt));
        }
    }

    [Fact]
    public void What_is_written_keeps_to_the_published_schema()
    {
        foreach (var starter in new StarterLibrary().All)
        {
            var front = YamlReader.Read(PromptyWriter.Write(starter.Prompt).Split("---\n")[1]);

            Assert.Subset(Published.ToHashSet(), front.Select(member => member.Key).ToHashSet());
            Assert.Equal(("chat", "jinja2"), (front["model"]!["api"]!.GetValue<string>(), front["template"]!.GetValue<string>()));
            Assert.Equal("api", Assert.Single(front["model"]!.AsObject()).Key);
        }
    }

    [Fact]
    public void A_template_with_everything_survives_being_written_and_read()
    {
        var prompt = Tagline("Write one line.\n{% if tone %}- Tone: {{ tone | upcase }}.\n{% elsif product.title contains \"Mug\" %}- Dry.\n{% endif %}{% unless tone %}- Plain: {{ product.title | default: 'no name' }}.{% endunless %}\n{% for color in product.colors %}{{ color }}{% unless forloop.last %}, {% endunless %}{% endfor %} {{ product.colors | join: ', ' }}{% comment %} checked {% endcomment %}") with
        {
            Category = "Apparel > Shoes",
            Inherits = true,
            Owner = "ann@example.com",
            Tags = ["a", "true", "5"],
            Reasoning = true,
            LabelSpace = ["no", "yes"],
            Description = "Line one\nline two: \"quoted\" # no comment",
            Answer = new(false, ["trim", "no-repeats"]),
            Demos = [new(Json("""{"product":{"title":"Mug: 5 #1","count":5,"ok":true,"none":null}}"""), Json("""{"line":"yes"}"""))],
            DemoPlan = new(3, 400),
            Inputs = Json("""{"type":"object","required":["product"],"properties":{"product":{"type":"object"},"tone":{"type":"string","maxLength":20}}}"""),
            Outputs = Json("""{"type":"object","required":["line"],"properties":{"line":{"type":"string"},"score":{"type":["number","null"]}}}"""),
        };

        var text = PromptyWriter.Write(prompt);

        Assert.Equal(JsonSerializer.Serialize(prompt, AigcJson.Default.Prompt), JsonSerializer.Serialize(PromptyReader.Read(text).Prompt, AigcJson.Default.Prompt));
        Assert.Contains("{% elif \"Mug\" in product.title %}", text, StringComparison.Ordinal);
        Assert.Contains("{% if not loop.last %}, {% endif %}", text, StringComparison.Ordinal);
        Assert.Contains("{{ tone | upper }}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_tool_is_taken_over_without_its_endpoint_and_keys()
    {
        var file = PromptyReader.Read("""
            ---
            name: Gear Helper
            description: Answers questions about gear
            authors:
              - someone
            model:
              api: chat
              configuration:
                type: azure_openai
                azure_deployment: gpt-4o
                api_key: ${env:SECRET_KEY}
              parameters:
                max_tokens: 300
            inputs:
              question:
                type: string
                description: What is asked
              top: 5
            outputs:
              answer:
                type: string
            sample:
              question: How heavy is the tent?
            template: jinja2
            ---
            system:
            You answer questions about outdoor gear in one sentence.
            {% if not top %}Be short.{% endif %}

            user:
            How much does the bag hold?
            assistant:
            45 litres.
            user:
            {{question}}
            """);

        Assert.Equal(("gear-helper", "someone"), (file.Prompt.Name, file.Prompt.Owner));
        Assert.Equal("{{question}}", file.Prompt.Parts.InputData);
        Assert.Contains("{% unless top %}Be short.{% endunless %}", file.Prompt.Parts.Instruction, StringComparison.Ordinal);
        Assert.Equal(("How much does the bag hold?", "45 litres."), (file.Prompt.Demos![0].Input.GetProperty("question").GetString(), file.Prompt.Demos[0].Label.GetString()));
        Assert.Equal(["question", "top"], file.Prompt.Inputs!.Value.GetProperty("properties").EnumerateObject().Select(input => input.Name));
        Assert.Equal(5, file.Prompt.Sample!.Value.GetProperty("top").GetInt32());
        Assert.Equal(2, file.Notes.Count);
        Assert.DoesNotContain("SECRET_KEY", JsonSerializer.Serialize(file.Prompt, AigcJson.Default.Prompt), StringComparison.Ordinal);
    }

    [Fact]
    public void The_later_form_of_the_format_is_read_too()
    {
        var file = PromptyReader.Read("---\nname: city-facts\nmetadata:\n  authors: [alice]\n  tags: [geo]\nmodel:\n  id: some-model\n  connection: {kind: key, apiKey: abc}\ninputs:\n- name: city\n  kind: string\n  default: Seattle\noutputs:\n- name: temperature\n  kind: float\ntemplate:\n  format: {kind: mustache}\n---\nsystem:\nSay how warm it is. Leave out what is not known.\nuser:\n{{city}}\n");

        Assert.Equal(("alice", "geo", "Seattle"), (file.Prompt.Owner, file.Prompt.Tags![0], file.Prompt.Sample!.Value.GetProperty("city").GetString()));
        Assert.Equal("number", file.Prompt.Outputs!.Value.GetProperty("properties").GetProperty("temperature").GetProperty("type").GetString());
        Assert.DoesNotContain("abc", JsonSerializer.Serialize(file.Prompt, AigcJson.Default.Prompt), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no front matter")]
    [InlineData("---\nname: a\n")]
    [InlineData("---\nname: [a\n---\nsystem:\nx")]
    [InlineData("---\nname: a\nname: b\n---\nsystem:\nx")]
    [InlineData("---\nx: &x [a, b]\nname: a\n---\nsystem:\nx")]
    [InlineData("---\na: &a [1]\nb: [*a, *a]\nname: a\n---\nsystem:\nx")]
    [InlineData("---\nname: !!python/object:os.system a\n---\nsystem:\nx")]
    [InlineData("---\nname: ''\n---\nsystem:\nx")]
    [InlineData("---\nname: a\ntemplate: erb\n---\nsystem:\nx")]
    [InlineData("---\nname: a\nmetadata: {aigc: {demos: 5}}\n---\nsystem:\nx")]
    public void What_is_no_such_file_is_refused(string text) => Assert.Equal("prompty-invalid", Assert.Throws<ProblemException>(() => PromptyReader.Read(text)).Code);

    [Fact]
    public void Depth_and_size_are_bounded()
    {
        Assert.Equal("prompty-invalid", Assert.Throws<ProblemException>(() => PromptyReader.Read($"---\nname: a\nsample: {new string('[', 40)}{new string(']', 40)}\n---\nsystem:\nx")).Code);
        Assert.Equal("prompty-invalid", Assert.Throws<ProblemException>(() => PromptyReader.Read($"---\nname: a\nsample: [{string.Join(',', Enumerable.Repeat("1", 6_000))}]\n---\nsystem:\nx")).Code);
        Assert.Equal("too-large", Assert.Throws<ProblemException>(() => PromptyReader.Read(new string('x', PromptyReader.MaxBytes + 1))).Code);
    }

    [Theory]
    [InlineData("Write one line.\n{% case tone %}{% when 'a' %}x{% endcase %}")]
    [InlineData("Write one line.\nuser:\nDo it.")]
    public void What_the_format_cannot_say_is_not_written_wrong(string instruction) => Assert.Equal("prompty-unsupported", Assert.Throws<ProblemException>(() => PromptyWriter.Write(Tagline(instruction))).Code);
}
