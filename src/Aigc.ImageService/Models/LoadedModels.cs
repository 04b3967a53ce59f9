using System.Collections.Concurrent;

namespace Aigc.ImageService.Models;

/// <summary>Installed models of one kind, each loaded once, at its first use.</summary>
/// <param name="load">Makes of an installed model what runs.</param>
internal sealed class LoadedModels<T>(Func<InstalledModel, T> load) : IDisposable where T : class, IDisposable
{
    private readonly ConcurrentDictionary<InstalledModel, SharedUse<T>> _uses = new();

    /// <exception cref="ObjectDisposedException">The service is stopping.</exception>
    public TResult Run<TResult>(InstalledModel model, Func<T, TResult> use) => _uses.GetOrAdd(model, each => new(() => load(each))).Run(use);

    public void Dispose()
    {
        foreach (var each in _uses.Values) each.Dispose();
    }
}
