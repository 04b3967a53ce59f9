using SkiaSharp;

namespace Aigc.ImageService.Scenes;

/// <summary>The grain of a material, laid over its colour.</summary>
internal sealed class SurfaceTexture(SKCanvas canvas, SceneTemplate template, float unit, Random random)
{
    /// <param name="isFromAbove">The material is seen without perspective.</param>
    public void Draw(SKRect area, bool isFromAbove)
    {
        switch (template.Material)
        {
            case SceneMaterial.Wood:
                Noise(area, 0.002f, 0.06f, 150);
                if (isFromAbove) Planks(area);
                break;
            case SceneMaterial.Stone:
                Noise(area, 0.35f, 0.35f, 150);
                Noise(area, 0.006f, isFromAbove ? 0.006f : 0.02f, 110);
                break;
            case SceneMaterial.Concrete:
                Noise(area, 0.09f, 0.09f, 90);
                Noise(area, 0.005f, isFromAbove ? 0.005f : 0.018f, 170);
                break;
            case SceneMaterial.Linen:
                Noise(area, 0.6f, 0.012f, 110);
                Noise(area, 0.012f, 0.6f, 110);
                break;
            case SceneMaterial.Snow:
                Noise(area, 0.012f, isFromAbove ? 0.012f : 0.035f, 120);
                Noise(area, 0.5f, 0.5f, 120);
                break;
            default:
                Noise(area, 0.35f, 0.35f, 60);
                break;
        }
    }

    // Frequencies are for a frame of 1000 pixels.
    private void Noise(SKRect area, float across, float down, int strength)
    {
        using var noise = SKShader.CreatePerlinNoiseFractalNoise(across / unit, down / unit, 4, random.Next(1_000));
        // Grey, or the noise of each channel would colour the surface.
        using var grey = SKColorFilter.CreateColorMatrix([0.33f, 0.33f, 0.33f, 0, 0, 0.33f, 0.33f, 0.33f, 0, 0, 0.33f, 0.33f, 0.33f, 0, 0, 0, 0, 0, 0, 1]);
        using var paint = new SKPaint { Shader = noise, ColorFilter = grey, BlendMode = SKBlendMode.SoftLight, Color = SKColors.White.WithAlpha((byte)Math.Clamp(strength * template.Grain, 0, 255)) };
        canvas.DrawRect(area, paint);
    }

    private void Planks(SKRect area)
    {
        using var seam = new SKPaint { Color = SKColors.Black.WithAlpha(70), StrokeWidth = Math.Max(1, 2.2f * unit), IsAntialias = true };
        using var tone = new SKPaint();
        for (var y = area.Top + (random.NextSingle() * 120 * unit); y < area.Bottom; y += 210 * unit)
        {
            tone.Color = random.Next(2) == 0 ? SKColors.Black.WithAlpha((byte)random.Next(4, 16)) : SKColors.White.WithAlpha((byte)random.Next(4, 16));
            canvas.DrawRect(area.Left, y, area.Width, 210 * unit, tone);
            canvas.DrawLine(area.Left, y, area.Right, y, seam);
        }
    }
}
