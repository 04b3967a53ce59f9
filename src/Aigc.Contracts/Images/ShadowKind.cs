namespace Aigc.Contracts.Images;

/// <summary>What ties a product to the ground that it is put on. The product's own shadow comes from its photo; what falls in a scene is drawn.</summary>
public enum ShadowKind
{
    /// <summary>None at all.</summary>
    None,

    /// <summary>Only what is close to the product, so that it stands.</summary>
    Contact,

    /// <summary>The whole shadow.</summary>
    Natural,
}
