using Aigc.Contracts.Images;

namespace Aigc.ImageService.Vision;

/// <summary>The subject of a photo, cut from its ground. Its edge is only drawn where somebody asks for it: triage does not.</summary>
/// <param name="alpha">Draws it.</param>
/// <param name="shadow">Draws the shadow.</param>
internal sealed class Cutout(Func<float[]> alpha, Func<float[]> shadow)
{
    private readonly Lazy<float[]> _alpha = new(alpha);
    private readonly Lazy<float[]> _shadow = new(shadow);

    /// <summary>0 to 1 for each pixel of the photo.</summary>
    public float[] Alpha => _alpha.Value;

    /// <summary>How much light the subject's own shadow takes, 0 to 1 for each pixel of the photo.</summary>
    public float[] Shadow => _shadow.Value;

    /// <summary>What triage judges by.</summary>
    public required SubjectMeasures Measures { get; init; }

    /// <summary>The fitted ground, at working size.</summary>
    public required GroundLook Ground { get; init; }

    /// <summary>How far it can be trusted.</summary>
    public required CutTrust Trust { get; init; }

    /// <summary>How much of the subject's width or height ends at a side of the photo instead of at its own outline, 0 to 1.</summary>
    public required double CutOff { get; init; }
}

/// <param name="Lightness">Mean L of the background, 0 to 100.</param>
/// <param name="Chroma">Mean distance of the background from grey.</param>
/// <param name="Contrast">Mean Lab distance between both sides of the subject's edge, or between its middle and the ground where that is more.</param>
/// <param name="EdgeDensity">Share of background pixels that lie on an edge, 0 to 1.</param>
/// <param name="FaintArea">Share of the picture that hangs together and differs from the ground by too little to be cut out.</param>
/// <param name="TextMarks">Marks beside the subject that stand in a row as letters do.</param>
/// <param name="WhiteBorder">Share of the border ring that is white to the last two levels.</param>
/// <param name="Filled">Share of the picture that the colour cut takes, or that is not its calm rim, whichever is more.</param>
internal sealed record GroundLook(double Lightness, double Chroma, double Contrast, double EdgeDensity, double FaintArea, int TextMarks, double WhiteBorder, double Filled)
{
    /// <summary>Share of the picture that was pasted onto it beside the subject: badges, logos.</summary>
    public double Pasted { get; init; }
}
