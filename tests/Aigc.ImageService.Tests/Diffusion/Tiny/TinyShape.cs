namespace Aigc.ImageService.Tests.Diffusion.Tiny;

/// <summary>In which way an exported pipeline looks like what is found in the wild.</summary>
internal sealed record TinyShape
{
    public int Seed { get; init; } = 7;

    /// <summary>4, or 9 with mask and masked latents.</summary>
    public int Channels { get; init; } = 4;

    public bool Half { get; init; }

    /// <summary>1 float, 6 int32, 7 int64.</summary>
    public int TimestepType { get; init; } = 7;

    /// <summary>Empty for a scalar.</summary>
    public object[] TimestepSizes { get; init; } = [];

    /// <summary>The encoder gives latents and not their distribution.</summary>
    public bool OldExport { get; init; }

    public bool IntIds { get; init; }

    public bool Xl { get; init; }

    public bool Lcm { get; init; }

    public bool TryOn { get; init; }

    /// <summary>Mean brightness above which the checker finds a picture unsafe; null for no checker.</summary>
    public float? SafetyLimit { get; init; }

    public string Scheduler { get; init; } = "DDIMScheduler";

    public string Prediction { get; init; } = "epsilon";

    public int UnetWidth { get; init; } = 8;

    public int UnetDepth { get; init; }

    /// <summary>SDXL sets both encoders side by side.</summary>
    public int TextWidth => Xl ? 24 : 8;
}
