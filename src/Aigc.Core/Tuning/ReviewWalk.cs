using Aigc.Contracts.Reviews;
using Aigc.Core.Reviews;

namespace Aigc.Core.Tuning;

/// <summary>Walks the reviews of a batch beside its items: both lie in feed order, so one pass over each is enough.</summary>
internal sealed class ReviewWalk(ReviewDesk desk, string tenant, string batch)
{
    private const int PageSize = 200;
    private readonly Queue<Review> _ahead = new();
    private string? _next;
    private bool _begun;

    /// <summary>The review of a row; rows are asked for in ascending order. Null where the row has none.</summary>
    public async Task<Review?> OfAsync(long row, CancellationToken cancellationToken)
    {
        while (true)
        {
            while (_ahead.TryPeek(out var passed) && passed.Row < row) _ahead.Dequeue();
            if (_ahead.TryPeek(out var review)) return review.Row == row ? review : null;
            if (_begun && _next is null) return null;
            var page = await desk.ListAsync(tenant, batch, null, PageSize, _next, cancellationToken);
            foreach (var one in page.Reviews) _ahead.Enqueue(one);
            (_begun, _next) = (true, page.Continuation);
        }
    }

    /// <summary>A person decided so: what nobody decided in time says nothing of the words.</summary>
    public static bool IsByPerson(Review? review, Verdict verdict) => review?.Decision is { } decision && decision.Verdict == verdict && decision.Via != "timeout";
}
