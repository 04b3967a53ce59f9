using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>Earlier turns of a <c>.prompty</c> file are demonstrations.</summary>
internal static partial class PromptyTurns
{
    /// <summary>Pairs of user and assistant before the last user. They can be taken over where the data is one variable: then each user's words are its value.</summary>
    public static Prompt Demos(Prompt prompt, IReadOnlyList<(string Role, string Text)> turns, List<string> notes)
    {
        var said = turns.Where(turn => turn.Role != "system").SkipLast(1).ToList();
        if (said.Count == 0) return prompt;
        if (Alone().Match(prompt.Parts.InputData ?? "") is not { Success: true } variable || said.Chunk(2).Any(pair => pair is not [{ Role: "user" }, { Role: "assistant" }]))
        {
            notes.Add("The turns before the last one are not taken over as demonstrations: their words are not the value of one variable.");
            return prompt;
        }
        return prompt with { Demos = [.. said.Chunk(2).Select(pair => new PromptDemo(JsonSerializer.SerializeToElement(new JsonObject { [variable.Groups["name"].Value] = pair[0].Text }), Label(pair[1].Text)))] };
    }

    private static JsonElement Label(string text) => JsonSerializer.SerializeToElement((JsonNode?)AnswerText.Object(text) ?? JsonValue.Create(text));

    [GeneratedRegex(@"\A\{\{-?\s*(?<name>[A-Za-z_]\w*)\s*-?\}\}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Alone();
}
