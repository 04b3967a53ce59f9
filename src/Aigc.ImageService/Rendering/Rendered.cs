using SkiaSharp;

namespace Aigc.ImageService.Rendering;

/// <summary>A drawn picture, and where the product lies in it.</summary>
internal sealed record Rendered(SKImage Image, SKRect Product) : IDisposable
{
    public void Dispose() => Image.Dispose();
}
