namespace Aigc.ImageService.Diffusion.Pictures;

/// <summary>
/// The size that a model works at: its longer side the model's own, both sides multiples of what the network can halve.
/// Few shapes are used, because a GPU's arena and plans grow with each new one.
/// </summary>
internal sealed record WorkingSize(int Width, int Height)
{
    /// <param name="longest">Pixels of the longer side.</param>
    /// <param name="multiple">Pixels that both sides are a multiple of.</param>
    public static WorkingSize Of(int width, int height, int longest, int multiple)
    {
        var scale = (double)longest / Math.Max(width, height);
        return new(Snap(width * scale, multiple), Snap(height * scale, multiple));
    }

    private static int Snap(double side, int multiple) => Math.Max(1, (int)Math.Round(side / multiple)) * multiple;
}
