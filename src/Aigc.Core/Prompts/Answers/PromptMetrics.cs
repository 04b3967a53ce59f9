using System.Diagnostics.Metrics;

namespace Aigc.Core.Prompts;

/// <summary>How templates do. An answer that cannot be used is asked for again, and counted either way.</summary>
internal static class PromptMetrics
{
    private static readonly Meter Meter = new("Aigc.Prompts");
    private static readonly Counter<long> Answers = Meter.CreateCounter<long>("aigc.prompt.answers", "{answer}", "Answers of models by template, and whether they had the declared form.");

    public static void Answered(PromptTemplate template, AnswerReading reading) =>
        Answers.Add(1, new("template", template.Id), new("outcome", reading.Answer is not null ? "usable" : reading.Complaint == AnswerStage.NotTheObject ? "unparsable" : "invalid"));
}
