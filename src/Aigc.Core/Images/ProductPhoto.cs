using Aigc.Contracts.Batches;
using Aigc.Contracts.Images;
using Aigc.Contracts.Items;

namespace Aigc.Core.Images;

/// <summary>The photo of one product of a batch, as it was screened.</summary>
internal sealed record ProductPhoto(Batch Batch, AssetRef Source, TriageVerdict? Triage, string? Category);
