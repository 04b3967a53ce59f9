using Aigc.Contracts.Safety;
using Aigc.Core.Safety;
using Azure;
using Azure.AI.ContentSafety;

namespace Aigc.Azure.Safety;

/// <summary>Azure AI Content Safety over text, with the lexicon beside it for the classes that the service does not judge.</summary>
internal sealed class AzureTextModerator(ContentSafetyClient client) : ITextModerator
{
    // The service takes 10,000 characters a call.
    private const int MostCharacters = 10_000;
    private readonly ITextModerator _lexicon = SafetyLexicon.Create();

    public string Name => $"azure-content-safety+{_lexicon.Name}";

    public async Task<IReadOnlyList<SafetyFinding>> FindAsync(string text, string? language, CancellationToken cancellationToken)
    {
        var findings = new List<SafetyFinding>(await _lexicon.FindAsync(text, language, cancellationToken));
        for (var at = 0; at < text.Length; at += MostCharacters)
        {
            var part = text.Substring(at, Math.Min(MostCharacters, text.Length - at));
            var result = await SafetyFailures.GuardAsync(() => client.AnalyzeTextAsync(new AnalyzeTextOptions(part), cancellationToken));
            findings.AddRange(result.Value.CategoriesAnalysis.SelectMany(analysis => HarmMapping.Of(analysis.Category.ToString(), analysis.Severity)));
        }
        return findings;
    }
}

/// <summary>Azure AI Content Safety over pictures.</summary>
internal sealed class AzureImageModerator(ContentSafetyClient client) : IImageModerator
{
    public string Name => "azure-content-safety";

    public bool Sees => true;

    public async Task<IReadOnlyList<SafetyFinding>> FindAsync(ReadOnlyMemory<byte> image, string contentType, CancellationToken cancellationToken)
    {
        var result = await SafetyFailures.GuardAsync(() => client.AnalyzeImageAsync(new AnalyzeImageOptions(new ContentSafetyImageData(BinaryData.FromBytes(image))), cancellationToken));
        return [.. result.Value.CategoriesAnalysis.SelectMany(analysis => HarmMapping.Of(analysis.Category.ToString(), analysis.Severity))];
    }
}

/// <summary>
/// The service's four categories in the product's eight classes: Hate is discrimination, SelfHarm is mental health, Sexual is ethics, Violence
/// is bodily harm. Its severities 0 to 7 are brought to 0, 2, 4, 6 by dropping the lowest bit, as the service itself does for four levels.
/// </summary>
internal static class HarmMapping
{
    public static IEnumerable<SafetyFinding> Of(string category, int? severity)
    {
        if (severity is not > 1) yield break;
        yield return new(ClassOf(category), severity.Value & ~1, null);
    }

    private static HarmClass ClassOf(string category) => category switch
    {
        "Hate" => HarmClass.Discrimination,
        "SelfHarm" => HarmClass.MentalHealth,
        "Sexual" => HarmClass.Ethics,
        "Violence" => HarmClass.BodilyHarm,
        _ => HarmClass.Civility,
    };
}

/// <summary>The service's failures in the product's two kinds.</summary>
internal static class SafetyFailures
{
    public static async Task<Response<T>> GuardAsync<T>(Func<Task<Response<T>>> call)
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException failure) when (failure.Status is 0 or 408 or 429 or >= 500)
        {
            throw new TransientException($"Content Safety answered {failure.Status}.", failure, RetryAfter(failure));
        }
        catch (RequestFailedException failure)
        {
            throw new ProblemException("safety-check-failed", $"Content Safety answered {failure.Status} {failure.ErrorCode}.", 502);
        }
    }

    private static TimeSpan? RetryAfter(RequestFailedException failure) =>
        failure.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var value) == true && int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
