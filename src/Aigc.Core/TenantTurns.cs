namespace Aigc.Core;

/// <summary>
/// Work that is spread over threads. It stays on the scheduler of whoever spreads it: inside an activity that is the line where tenants take turns, and in the
/// pool they do not, so that one with many items would push the others aside. The build refuses any other way (<c>BannedSymbols.Core.txt</c>).
/// </summary>
internal static class TenantTurns
{
#pragma warning disable RS0030 // The one place that may.
    /// <param name="atOnce">Items under way at the same time.</param>
    public static Task ForEachAsync<T>(IEnumerable<T> items, int atOnce, Func<T, CancellationToken, Task> work, CancellationToken cancellationToken = default) => Parallel.ForEachAsync(
        items, new ParallelOptions { MaxDegreeOfParallelism = atOnce, TaskScheduler = TaskScheduler.Current, CancellationToken = cancellationToken }, async (item, token) => await work(item, token));

    /// <summary>Begins work that outlives the call.</summary>
    public static Task<T> StartAsync<T>(Func<Task<T>> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Current).Unwrap();
#pragma warning restore RS0030
}
