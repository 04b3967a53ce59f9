using System.Diagnostics.Metrics;
using Aigc.Contracts.Prompts;
using Aigc.Core.Prompts;
using static Aigc.Core.Tests.Prompts.PromptDriver;

namespace Aigc.Core.Tests.Prompts;

/// <summary>What becomes of an answer: parsed, held to its schema, normalised, or sent back with the reason.</summary>
public sealed class AnswerTests
{
    private static readonly Prompt Ideas = Tagline() with
    {
        Outputs = Json("""{"type":"object","additionalProperties":false,"required":["ideas"],"properties":{"ideas":{"type":"array","minItems":1,"maxItems":3,"items":{"type":"object","additionalProperties":false,"required":["text"],"properties":{"text":{"type":"string","maxLength":20},"kind":{"type":"string","enum":["a","b"]},"score":{"type":["number","null"],"minimum":0,"maximum":1}}}}}}"""),
        Answer = new(true, ["plain", "single-line", "no-repeats"]),
    };

    [Theory]
    [InlineData("""{"ideas":[{"text":"A <b>bold</b>\nidea","price":3},{"text":"A bold idea"}],"state":"accepted"}""", """{"ideas":[{"text":"A bold idea"}]}""")]
    [InlineData("Sure!\n```json\n{\"ideas\":[{\"text\":\"x\",\"score\":null}]}\n```", """{"ideas":[{"text":"x","score":null}]}""")]
    public void What_was_asked_for_is_taken_without_what_was_not(string text, string expected) => Assert.Equal(expected, Read(text).Answer!.ToJsonString());

    [Theory]
    [InlineData("no JSON at all", "not the JSON object")]
    [InlineData("""{"ideas":[]}""", "$.ideas must have at least 1 items")]
    [InlineData("""{"idea":"x"}""", "$.ideas is required")]
    [InlineData("""{"ideas":[{"text":7}]}""", "$.ideas[0].text must be of type string")]
    [InlineData("""{"ideas":[{"text":"x","kind":"c"}]}""", "$.ideas[0].kind must be one of a, b")]
    [InlineData("""{"ideas":[{"text":"x","score":7}]}""", "$.ideas[0].score must be at most 1")]
    [InlineData("""{"ideas":[{"text":"more than twenty characters"}]}""", "$.ideas[0].text must have at most 20 characters")]
    [InlineData("""{"ideas":[{"text":"x"}],"ideas":[]}""", "not the JSON object")]
    public void What_is_wrong_is_said_so_that_it_can_be_mended(string text, string complaint)
    {
        var reading = Read(text);

        Assert.Null(reading.Answer);
        Assert.Contains(complaint, reading.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_may_want_no_repair() =>
        Assert.Equal((2, 1), (AnswerStage.AttemptsOf(PromptTemplate.Compile("t", Ideas)), AnswerStage.AttemptsOf(PromptTemplate.Compile("t", Ideas with { Answer = new(Repair: false) }))));

    [Fact]
    public void Demonstrations_come_as_turns_before_the_data()
    {
        var template = PromptTemplate.Compile("t", Ideas with { Demos = [new(Json("""{"product":{"title":"登山杯"}}"""), Json("""{"ideas":[{"text":"杯"}]}"""))] });

        var messages = PromptRenderer.Render(template, new Dictionary<string, object?> { ["product"] = Json("""{"title":"Mug"}""") }).Messages;

        Assert.Equal(["system", "user", "assistant", "user"], messages.Select(message => message.Role.Value));
        Assert.Equal(["# Input Data\n```json\n{\"title\":\"登山杯\"}\n```", """{"ideas":[{"text":"杯"}]}""", "# Input Data\n```json\n{\"title\":\"Mug\"}\n```"], messages.Skip(1).Select(message => message.Text));
    }

    [Fact]
    public void Answers_are_counted_by_template_and_outcome()
    {
        var counted = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, mine) => { if (instrument.Name == "aigc.prompt.answers") mine.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => { if (tags[0].Value is "counted@1") counted.Add($"{value} {tags[1].Value}"); });
        listener.Start();

        foreach (var text in new[] { """{"ideas":[{"text":"x"}]}""", "nothing", """{"ideas":7}""" }) AnswerStage.Read(PromptTemplate.Compile("counted@1", Ideas), text);

        Assert.Equal(["1 usable", "1 unparsable", "1 invalid"], counted);
    }

    private static AnswerReading Read(string text) => AnswerStage.Read(PromptTemplate.Compile("t", Ideas), text);
}
