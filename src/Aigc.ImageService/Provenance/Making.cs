namespace Aigc.ImageService.Provenance;

/// <summary>How a picture came to be, from what needs no label to what is all made by a model. The order is what policies compare by.</summary>
internal enum Making
{
    /// <summary>Cropped, resized, converted or copied: nothing of its own to say.</summary>
    Unchanged,

    /// <summary>A photo that was cut out, enhanced or enlarged without anything being invented.</summary>
    Altered,

    /// <summary>A photo placed in a scene drawn by rules.</summary>
    Composed,

    /// <summary>Drawn by rules alone.</summary>
    Drawn,

    /// <summary>A photo placed in, or changed by, what a generative model made: the usual AI scene.</summary>
    ComposedWithGenerated,

    /// <summary>Made by a generative model altogether.</summary>
    Generated,
}
