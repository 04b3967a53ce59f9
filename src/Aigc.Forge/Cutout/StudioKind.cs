namespace Aigc.Forge.Cutout;

/// <summary>What makes a drawn photo hard to cut out.</summary>
internal enum StudioKind
{
    /// <summary>A little of all, as shops send them.</summary>
    Usual,

    /// <summary>Dark, sharp shadows that adjoin the product.</summary>
    HardShadow,

    /// <summary>A grey body whose shading passes through the ground's own lightness somewhere along its outline, above a black pool of shadow.</summary>
    Shaded,
}
