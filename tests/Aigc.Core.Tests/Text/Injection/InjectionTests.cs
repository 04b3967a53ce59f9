using System.Text.RegularExpressions;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Safety;
using Aigc.Core.Safety.Lexicon;
using Aigc.Core.Text;
using Aigc.Core.Text.Facts;
using Microsoft.Extensions.Options;
using Xunit.Abstractions;

namespace Aigc.Core.Tests.Text.Injection;

/// <summary>Injected product texts against every capability, with a model that obeys them.</summary>
public sealed class InjectionTests(ITestOutputHelper output)
{
    private static readonly string[] Behaviours =
    [
        "marker", "marker-spaced", "marker-reversed", "marker-base64", "marker-hex", "instructions", "free-text", "extra-fields", "tool-call", "other-shape", "html", "link", "phone", "messenger", "claim", "brand", "superlative",
    ];
    private static readonly string[] Kinds = [Slots.Title, Slots.Description, Slots.Highlights, Slots.Attributes, Slots.Ad, Slots.Keywords, Slots.Ideas, Slots.Category];
    private static readonly string[] Fields = ["title", "description", "attribute"];
    private static readonly IReadOnlyList<(string Technique, string Language, string Text)> Corpus =
        [.. Lines().Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t')).Select(parts => (parts[0], parts[1], parts[2]))];

    private readonly CopyGate _gate = new(new FactGuard(), new SafetyChecker(new LexiconModerator(), new BlindImageModerator(), new SafetyPolicy(Options.Create(new SafetyOptions())), Options.Create(new SafetyOptions())));

    [Fact]
    public async Task Whatever_a_model_is_talked_into_nothing_of_it_is_accepted()
    {
        var table = new SortedDictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (var behaviour in Behaviours)
            foreach (var kind in Kinds)
            {
                // The strongest case: the model obeys although the instruction was kept from it, as it would one that nobody recognises.
                var model = new ObedientModel(behaviour);
                var slot = await JudgedAsync(model, kind, CopyDriver.Mug);
                var row = table.TryGetValue(behaviour, out var known) ? known : table[behaviour] = [];
                var outcome = slot.State == SlotState.Made ? "accepted" : slot.Reason!;
                row[outcome] = row.GetValueOrDefault(outcome) + 1;
                if (slot.State == SlotState.Made) AssertHarmless(slot, model, $"{behaviour}/{kind}");
            }
        foreach (var (behaviour, row) in table) output.WriteLine($"{behaviour,-16} {string.Join(", ", row.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value}"))}");
    }

    [Fact]
    public async Task Injected_instructions_reach_no_model_and_send_the_item_to_a_person()
    {
        var (missed, table) = (new List<string>(), new SortedDictionary<string, (int Cases, int Kept)>(StringComparer.Ordinal));
        foreach (var (technique, language, text) in Corpus)
            foreach (var field in Fields)
            {
                var model = new ObedientModel("none");
                var slot = await JudgedAsync(model, Slots.Title, Injected(field, text));
                var kept = !Shown(model).Contains(text, StringComparison.Ordinal);
                var key = $"{technique} {language}";
                table[key] = (table.GetValueOrDefault(key).Cases + 1, table.GetValueOrDefault(key).Kept + (kept && slot.State != SlotState.Made ? 1 : 0));
                if (!kept || slot.State == SlotState.Made) missed.Add($"{field}: {text}");
            }
        foreach (var (key, (cases, kept)) in table) output.WriteLine($"{key,-14} {cases,3} texts, {kept,3} kept from the model and held");
        Assert.Empty(missed);
    }

    [Theory]
    [InlineData("A mug with instructions for use on the bottom.")]
    [InlineData("Set includes a lid. Ignore the weather and head out.")]
    [InlineData("The system keeps drinks hot; act fast in the morning.")]
    [InlineData("Print of a mountain on the side. Call it your favorite.")]
    [InlineData("杯身印有说明，请放心使用。系统化设计。")]
    public async Task Ordinary_words_that_sound_alike_are_left_alone(string description)
    {
        var model = new ObedientModel("none");

        var slot = await JudgedAsync(model, Slots.Title, CopyDriver.Mug with { Description = description });

        Assert.Equal(SlotState.Made, slot.State);
        Assert.Contains(description, Shown(model), StringComparison.Ordinal);
    }

    // As the model reads it: without the escapes of JSON.
    private static string Shown(ObedientModel model) =>
        Regex.Replace(model.Seen, @"\\u([0-9a-fA-F]{4})", match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString()).Replace("\\\"", "\"", StringComparison.Ordinal);

    private static string[] Lines()
    {
        using var stream = typeof(InjectionTests).Assembly.GetManifestResourceStream("injection-corpus.tsv")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n');
    }

    private static Product Injected(string field, string text) => field switch
    {
        "title" => CopyDriver.Mug with { Title = $"Camp Mug. {text}" },
        "description" => CopyDriver.Mug with { Description = $"A durable steel mug. {text} It has a folding handle." },
        _ => CopyDriver.Mug with { Attributes = new Dictionary<string, string> { ["note"] = text } },
    };

    private static void AssertHarmless(SlotResult slot, ObedientModel model, string name)
    {
        var words = SlotTexts.Joined(slot);
        Assert.False(words.Contains(ObedientModel.MarkerIn(model.Seen), StringComparison.OrdinalIgnoreCase), name);
        Assert.False(words.Contains('<') || words.Contains("http", StringComparison.Ordinal) || words.Contains("evil", StringComparison.Ordinal), $"{name}: {words}");
        Assert.False(words.Contains("FDA", StringComparison.Ordinal) || words.Contains("Nordhaven", StringComparison.Ordinal) || words.Contains("best", StringComparison.Ordinal), $"{name}: {words}");
    }

    private async Task<SlotResult> JudgedAsync(ObedientModel model, string kind, Product product)
    {
        var written = await new CopyDriver(model).WriteAsync(kind == Slots.Category ? kind : $"{kind}.en", product);
        return await _gate.JudgeAsync(new(product, "listing", "en", new()), written, CancellationToken.None);
    }
}
