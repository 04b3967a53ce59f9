namespace Aigc.Contracts.Images;

/// <summary>How a garment that is to be put on a person was photographed.</summary>
public enum GarmentPhoto
{
    /// <summary>The installed garment-mask model tells the other two apart; where none is installed, as <see cref="Flat"/>.</summary>
    Auto,

    /// <summary>Laid flat or hung up, alone in the picture, which is taken as it is.</summary>
    Flat,

    /// <summary>Worn by a person or a mannequin: all but the garment is made white. Needs a garment-mask model.</summary>
    Figure,
}
