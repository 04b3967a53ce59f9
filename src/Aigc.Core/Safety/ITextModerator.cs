using Aigc.Contracts.Safety;

namespace Aigc.Core.Safety;

/// <summary>Finds harm in text; what follows from it is the policy's business.</summary>
public interface ITextModerator
{
    /// <summary>Name and version, as recorded in verdicts.</summary>
    string Name { get; }

    /// <param name="language">BCP 47 tag; null: unknown.</param>
    Task<IReadOnlyList<SafetyFinding>> FindAsync(string text, string? language, CancellationToken cancellationToken);
}
