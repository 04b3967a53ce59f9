namespace Aigc.Runtime.Engine;

/// <summary>What an episode took in and what it made.</summary>
/// <param name="Rows">New history, what came in and what was asked for alike.</param>
/// <param name="StartsOver">The orchestrator continued as new: the history goes, and <paramref name="Rows"/> begin the new one.</param>
internal sealed record Episode(IReadOnlyList<Message> Messages, IReadOnlyList<HistoryRow> Rows, IReadOnlyList<NewAction> Actions, bool StartsOver = false);
