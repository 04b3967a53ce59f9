namespace Aigc.Contracts.Safety;

/// <summary>The eight classes of harm that every input and output is judged by.</summary>
public enum HarmClass { Politics, Crime, BodilyHarm, MentalHealth, PrivacyAndProperty, Discrimination, Civility, Ethics }

public enum SafetyAction { Pass, Review, Block }

/// <summary>What a check found and what the policy of the channel makes of it.</summary>
/// <param name="Checker">Who judged: <c>lexicon@3</c>, <c>azure-content-safety</c>.</param>
public sealed record SafetyVerdict(SafetyAction Action, IReadOnlyList<SafetyFinding> Findings, string Checker)
{
    public static SafetyVerdict Clean(string checker) => new(SafetyAction.Pass, [], checker);
}

/// <param name="Severity">0 (none), 2 (low), 4 (medium), 6 (high).</param>
/// <param name="Evidence">The words or region that were found; null where the checker does not tell.</param>
public sealed record SafetyFinding(HarmClass Class, int Severity, string? Evidence);
