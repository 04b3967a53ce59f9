using System.ComponentModel.DataAnnotations;

namespace Aigc.Core.Batches;

/// <summary>How a batch is cut up and how much of it is under way at once. Section <c>Aigc:Batches</c>.</summary>
public sealed class BatchOptions
{
    /// <summary>Products a page. Default 500.</summary>
    [Range(1, 500)] public int PageSize { get; set; } = 500;

    /// <summary>Products a chunk, the input of one activity. Default 25.</summary>
    [Range(1, 50)] public int ChunkSize { get; set; } = 25;

    /// <summary>Pages of one batch under way at once. Default 4.</summary>
    [Range(1, 32)] public int Window { get; set; } = 4;

    /// <summary>Products of one chunk that are written about at once. Default 8.</summary>
    [Range(1, 64)] public int CopyConcurrency { get; set; } = 8;

    /// <summary>Pictures of one chunk that are worked on at once. Default 2.</summary>
    [Range(1, 64)] public int ImageConcurrency { get; set; } = 2;

    /// <summary>Tries of one item in one stage, the first included. Default 3.</summary>
    [Range(1, 10)] public int Attempts { get; set; } = 3;

    /// <summary>Wait before the second try; it doubles. Default 2 s.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);
}
