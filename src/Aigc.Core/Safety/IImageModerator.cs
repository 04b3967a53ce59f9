using Aigc.Contracts.Safety;

namespace Aigc.Core.Safety;

/// <summary>Finds harm in a picture.</summary>
public interface IImageModerator
{
    /// <summary>Name and version, as recorded in verdicts.</summary>
    string Name { get; }

    /// <summary>False where this moderator cannot see the content at all.</summary>
    bool Sees { get; }

    Task<IReadOnlyList<SafetyFinding>> FindAsync(ReadOnlyMemory<byte> image, string contentType, CancellationToken cancellationToken);
}
