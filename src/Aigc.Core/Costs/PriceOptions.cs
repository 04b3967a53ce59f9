using System.ComponentModel.DataAnnotations;

namespace Aigc.Core.Costs;

/// <summary>What things cost and what may be spent. Section <c>Aigc:Costs</c>. The offline engines cost nothing, so all prices default to 0.</summary>
public sealed class PriceOptions
{
    /// <summary>Name of the price list, recorded on every quote. Default <c>offline</c>.</summary>
    [Required] public string PriceList { get; set; } = "offline";

    /// <summary>ISO 4217. Default USD.</summary>
    [RegularExpression("^[A-Z]{3}$")] public string Currency { get; set; } = "USD";

    /// <summary>Per million tokens read by the model. Default 0.</summary>
    [Range(0, 10_000)] public decimal InputPerMillion { get; set; }

    /// <summary>Per million tokens written by the model. Default 0.</summary>
    [Range(0, 10_000)] public decimal OutputPerMillion { get; set; }

    /// <summary>Per produced image. Default 0.</summary>
    [Range(0, 1_000)] public decimal PerImage { get; set; }

    /// <summary>Seconds of the image service for one image: for quotes. Default 0.5.</summary>
    [Range(0.001, 600)] public double SecondsPerImage { get; set; } = 0.5;

    /// <summary>Seconds of a model for one answer, before a trial has measured it: for quotes. Default 3.</summary>
    [Range(0.001, 600)] public double SecondsPerCall { get; set; } = 3;

    /// <summary>Calls of a model under way at once: for quotes. Default 32.</summary>
    [Range(1, 10_000)] public int ParallelCalls { get; set; } = 32;

    /// <summary>Quotes whose high estimate is above this wait for a spend decision; null: none waits. In the list's currency.</summary>
    [Range(0, 1e12)] public decimal? ApprovalThreshold { get; set; }

    /// <summary>How long a spend decision is waited for. Default 7 days.</summary>
    public TimeSpan SpendTimeout { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The most a tenant may have spent and reserved in all; null: no limit. In the list's currency.</summary>
    [Range(0, 1e12)] public decimal? TenantBudget { get; set; }
}
