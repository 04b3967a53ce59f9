using Aigc.Contracts.Images;

namespace Aigc.ImageService.Pipeline;

/// <param name="Steps">Steps done.</param>
/// <param name="Painting">How far a model has come inside the next one; null where none paints.</param>
internal sealed record ImageProgress(int Steps, PaintProgress? Painting = null);
