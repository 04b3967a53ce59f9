using Aigc.Contracts.Safety;
using Aigc.Core.Safety;
using Aigc.Core.Safety.Lexicon;
using Aigc.Core.Tests.Products;
using Aigc.Testing;
using Microsoft.Extensions.Options;
using Xunit.Abstractions;

namespace Aigc.Core.Tests.Safety;

/// <summary>
/// Measures the offline lexicon on a labelled set: of each class twelve sentences that do harm and six that only look like it, in English and
/// Chinese. The lists were grown on this set, so its rates say that nothing was lost, not how the lists do on new texts.
/// </summary>
public sealed class LabelledSetTests(ITestOutputHelper output)
{
    private static readonly IOptions<SafetyOptions> Settings = Options.Create(new SafetyOptions());
    private readonly SafetyChecker _checker = new(new LexiconModerator(), new BlindImageModerator(), new SafetyPolicy(Settings), Settings);

    [Theory]
    [InlineData(HarmClass.Politics)]
    [InlineData(HarmClass.Crime)]
    [InlineData(HarmClass.BodilyHarm)]
    [InlineData(HarmClass.MentalHealth)]
    [InlineData(HarmClass.PrivacyAndProperty)]
    [InlineData(HarmClass.Discrimination)]
    [InlineData(HarmClass.Civility)]
    [InlineData(HarmClass.Ethics)]
    public async Task Misses_and_false_alarms_of_a_class_stay_within_bounds(HarmClass harm)
    {
        var examples = Read().Where(example => example.Class == harm).ToList();
        var (missed, alarms) = (new List<string>(), new List<string>());
        foreach (var (_, harmful, text) in examples)
        {
            var verdict = await _checker.CheckTextAsync("listing", text, null, default);
            if (harmful && !(verdict.Action != SafetyAction.Pass && verdict.Findings.Any(finding => finding.Class == harm))) missed.Add(text);
            if (!harmful && verdict.Action != SafetyAction.Pass) alarms.Add($"{text} ({verdict.Findings[0].Evidence})");
        }

        var (positives, negatives) = (examples.Count(example => example.Harmful), examples.Count(example => !example.Harmful));
        output.WriteLine(FormattableString.Invariant($"{harm}: missed {missed.Count}/{positives} ({(double)missed.Count / positives:P0}), false alarms {alarms.Count}/{negatives} ({(double)alarms.Count / negatives:P0})"));
        foreach (var text in missed.Concat(alarms)) output.WriteLine($"  {text}");
        Assert.Equal((12, 6), (positives, negatives));
        Assert.True(missed.Count <= 1, $"missed: {string.Join(" | ", missed)}");
        Assert.Empty(alarms);
    }

    [CatalogueFact]
    public async Task Every_product_of_the_catalogue_passes_on_every_channel()
    {
        foreach (var item in await new IngestDriver().IngestAsync(await File.ReadAllBytesAsync(Catalogue.Feed), "csv"))
        {
            foreach (var channel in new[] { "listing", "advertising", "chat" })
            {
                var verdict = await _checker.CheckTextAsync(channel, $"{item.Product.Title}\n{item.Product.Description}", "en", default);
                Assert.True(verdict.Action == SafetyAction.Pass, $"{item.Product.Id}: {string.Join(", ", verdict.Findings)}");
            }
        }
    }

    private static IEnumerable<(HarmClass Class, bool Harmful, string Text)> Read()
    {
        using var reader = new StreamReader(typeof(LabelledSetTests).Assembly.GetManifestResourceStream("Aigc.Core.Tests.Safety.labelled.txt")!);
        foreach (var line in reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = line.Split(' ', 3);
            yield return (Enum.Parse<HarmClass>(parts[0]), parts[1] == "+", parts[2]);
        }
    }
}
