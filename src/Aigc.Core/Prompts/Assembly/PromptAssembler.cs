using System.Text.Json;
using System.Text.Json.Nodes;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>
/// Makes a structured draft of a loose question, by rules: the question stays the instruction in its own words; what kind of task it is decides
/// which rules, data and form of answer stand around it. No language model is used, and the draft says so.
/// </summary>
public sealed class PromptAssembler
{
    private const int MaxQuestion = 4_000;
    private const string Method = "Put together by rules from the words of the question; no language model was used.";
    private readonly PromptLinter _linter;
    private readonly SourceRecords _records;
    private readonly StarterLibrary _starters;

    internal PromptAssembler(PromptLinter linter, SourceRecords records, StarterLibrary starters) => (_linter, _records, _starters) = (linter, records, starters);

    /// <exception cref="ProblemException"><c>question-invalid</c> (422).</exception>
    public async Task<PromptDraft> AssembleAsync(string tenant, AssemblePromptRequest request, CancellationToken cancellationToken = default)
    {
        if (request.Question?.Trim() is not { Length: >= 3 and <= MaxQuestion } question) throw new ProblemException("question-invalid", $"A question has 3 to {MaxQuestion} characters.", 422);
        if (request.Category?.Length > 500) throw new ProblemException("question-invalid", "A category has at most 500 characters.", 422);
        var facts = QuestionReader.Read(question);
        var words = DraftWords.Of(facts);
        var attributes = await _records.DictionaryAsync(tenant, cancellationToken) is { } dictionary ? CategoryDictionary.Of(dictionary, request.Category) : [];
        var prompt = Draft(request, Literal(question), facts, words, attributes);
        PromptLimits.Check(prompt);
        var lint = _linter.Lint(prompt);
        return new(prompt, facts.Patterns, Method, [.. Notes(facts, request, attributes)], [.. Questions(facts, words, lint)], lint);
    }

    private static Prompt Draft(AssemblePromptRequest request, string question, QuestionFacts facts, DraftWords words, IReadOnlyList<AttributeDefinition> attributes)
    {
        string[] labels = facts.Labels.Count > 0 ? [.. facts.Labels, "unknown"] : [];
        var category = request.Category is { Length: > 0 } given ? words.Category(Literal(given)) : "";
        var asksLanguage = facts.Language is null && facts.Task is TaskPatterns.Generation or TaskPatterns.Translation && facts.Language is null;
        var properties = new JsonObject { ["product"] = new JsonObject { ["type"] = "object" } };
        var sample = new JsonObject { ["product"] = Sample(request.Category, attributes) };
        if (asksLanguage) (properties["language"], sample["language"]) = (new JsonObject { ["type"] = "string" }, "en");
        return new()
        {
            Name = NameOf(request.Name, facts),
            Description = question.Length > 200 ? question[..200] : question,
            Parts = new()
            {
                Instruction = string.Join('\n', [question, .. Rules(facts, words, labels), .. asksLanguage ? [words.Language] : Array.Empty<string>()]),
                Context = category + words.Data,
                InputData = "```json\n{{ product }}\n```",
                OutputIndicator = words.Answer(facts.Property, facts.IsList),
            },
            Inputs = Element(new JsonObject { ["type"] = "object", ["required"] = new JsonArray([.. properties.Select(property => (JsonNode?)JsonValue.Create(property.Key))]), ["properties"] = properties }),
            Outputs = Element(new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["required"] = new JsonArray(facts.Property), ["properties"] = new JsonObject { [facts.Property] = Shape(facts, labels) } }),
            Sample = Element(sample),
            Bindings = new Dictionary<string, string> { ["product"] = PromptSources.Product },
            LabelSpace = labels.Length > 0 ? labels : null,
            Reasoning = facts.Task == TaskPatterns.Reasoning ? true : null,
            Answer = new(Repair: true, Normalise: ["single-line"]),
        };
    }

    private static IEnumerable<string> Rules(QuestionFacts facts, DraftWords words, string[] labels)
    {
        if (labels.Length > 0) yield return words.Choice(string.Join(", ", labels.Select(label => $"\"{Literal(label)}\"")));
        else yield return facts.Task switch { TaskPatterns.Translation => words.Translation, TaskPatterns.Reasoning => words.Reasoning, TaskPatterns.Extraction or TaskPatterns.Classification => words.Unknown, _ => words.Facts };
    }

    private static JsonObject Shape(QuestionFacts facts, string[] labels)
    {
        if (labels.Length > 0) return new() { ["type"] = "string", ["enum"] = new JsonArray([.. labels.Select(label => (JsonNode?)JsonValue.Create(label))]) };
        var text = new JsonObject { ["type"] = "string" };
        if (facts.MaxLength is { } length) text["maxLength"] = length;
        if (!facts.IsList) return text;
        var list = new JsonObject { ["type"] = "array", ["items"] = text };
        if (facts.Count is { } count) list["maxItems"] = count;
        return list;
    }

    private IEnumerable<string> Notes(QuestionFacts facts, AssemblePromptRequest request, IReadOnlyList<AttributeDefinition> attributes)
    {
        yield return facts.Patterns.Count > 0 ? $"Recognised as {string.Join(", ", facts.Patterns)}." : "No kind of task was recognised; the draft is laid out for generation.";
        if (_starters.Find(new(facts.Property, "")) is not null) yield return $"The shipped template '{facts.Property}' is made for this; forking it may be the better start.";
        if (request.Category is not null && attributes.Count > 0) yield return $"The category's dictionary has {attributes.Count} attributes; bind a variable to '{PromptSources.Dictionary}' to show them to the model.";
        if (facts.Task == TaskPatterns.Reasoning) yield return "The reasoning switch is on; compare with and without it on a trial.";
        yield return "Demonstrations are left to the author: two or three with input and label help most.";
    }

    private static IEnumerable<string> Questions(QuestionFacts facts, DraftWords words, LintReport lint)
    {
        if (facts.Language is null && facts.Task is TaskPatterns.Generation or TaskPatterns.Translation) yield return words.AskLanguage;
        if (facts.MaxLength is null && facts.Task == TaskPatterns.Generation) yield return words.AskLength;
        if (facts.Labels.Count == 0 && facts.Task == TaskPatterns.Classification) yield return words.AskLabels;
        foreach (var vague in lint.Findings.Where(finding => finding.Code is "vague-words" or "undefined-pronoun").Select(finding => finding.Message.Split('\'')[1]).Distinct(StringComparer.OrdinalIgnoreCase)) yield return words.AskVague(vague);
    }

    private static string NameOf(string? wanted, QuestionFacts facts) => CategoryPath.Slug(wanted) is { Length: > 0 } slug && PromptKey.IsName(slug) ? slug : $"{facts.Property}-draft";

    private static JsonObject Sample(string? category, IReadOnlyList<AttributeDefinition> attributes)
    {
        var product = new JsonObject { ["title"] = "Ridge Bottle 750 ml", ["brand"] = "Northway", ["description"] = "A double-walled steel bottle in slate blue." };
        if (category is not null) product["productType"] = category;
        if (attributes.FirstOrDefault(attribute => attribute.Values is [_, ..]) is { } attribute) product["attributes"] = new JsonObject { [attribute.Name] = attribute.Values![0] };
        return product;
    }

    // Words of a question are words, whatever they look like to the engine.
    private static string Literal(string text) => text.ReplaceLineEndings("\n").Replace("{{", "{ {", StringComparison.Ordinal).Replace("{%", "{ %", StringComparison.Ordinal);

    private static JsonElement Element(JsonObject value) => JsonSerializer.SerializeToElement(value);
}
