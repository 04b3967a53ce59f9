using Aigc.Contracts.Batches;

namespace Aigc.Core.Batches;

/// <summary>A batch as stored: what the caller sees, and how far progress is folded into its counts.</summary>
/// <param name="Run">The pass that is under way.</param>
/// <param name="FoldedPages">Pages of the run before this one are in the counts; later ones are added up from their chunks.</param>
internal sealed record BatchRecord(Batch Batch, string Run = Runs.Main, int FoldedPages = 0);
