using System.ComponentModel.DataAnnotations;

namespace Aigc.Core.Products;

/// <summary>Bounds on what is read from a feed; section <c>Aigc:Products</c>.</summary>
public sealed class ProductsOptions
{
    /// <summary>Most data rows of one feed.</summary>
    [Range(1, 100_000_000)]
    public long MaxRows { get; set; } = 5_000_000;

    /// <summary>Most bytes of one feed once unpacked.</summary>
    [Range(1024, 1L << 40)]
    public long MaxFeedBytes { get; set; } = 8L << 30;

    /// <summary>Most bytes that a workbook or a row group may unpack to; both are partly held in memory.</summary>
    [Range(1024, 4L << 30)]
    public long MaxUnpackedBytes { get; set; } = 256L << 20;

    /// <summary>Longest line of JSON, and longest CSV record, in characters.</summary>
    [Range(1024, 64 << 20)]
    public int MaxRecordLength { get; set; } = 1 << 20;

    /// <summary>Longest cell, in characters.</summary>
    [Range(64, 16 << 20)]
    public int MaxCellLength { get; set; } = 64 << 10;
}
