using Aigc.Contracts.Batches;

namespace Aigc.Local.Commands;

/// <summary>What scripts can rely on.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int WithFailures = 1;
    public const int NotUsable = 2;
    public const int BatchFailed = 3;
    public const int Waiting = 4;

    public static int Of(Batch batch) => batch.State switch
    {
        BatchState.Completed => batch.Counts.Failed > 0 || batch.Ingest?.BadRows > 0 ? WithFailures : Done,
        BatchState.Failed or BatchState.Cancelled => BatchFailed,
        _ => Waiting,
    };
}

/// <summary>How the command deals with items that wait for a person.</summary>
internal enum Approval { Ask, All, None }
