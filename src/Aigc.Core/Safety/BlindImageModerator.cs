using Aigc.Contracts.Safety;

namespace Aigc.Core.Safety;

/// <summary>Offline there is nothing that can see a picture's content; verdicts say so instead of pretending.</summary>
internal sealed class BlindImageModerator : IImageModerator
{
    public string Name => "offline-no-image-check";
    public bool Sees => false;

    public Task<IReadOnlyList<SafetyFinding>> FindAsync(ReadOnlyMemory<byte> image, string contentType, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SafetyFinding>>([]);
}
