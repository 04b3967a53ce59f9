using System.Collections.Concurrent;

namespace Aigc.Azure.Storage;

/// <summary>Makes sure that a container, table or queue exists before its first use, asking the account once per name and process.</summary>
internal sealed class CreatedOnce<T>(Func<string, T> open, Func<T, Task> create)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<T>>> _opened = new(StringComparer.Ordinal);

    public async Task<T> GetAsync(string name)
    {
        var opening = _opened.GetOrAdd(name, key => new(() => OpenAsync(key)));
        try
        {
            return await opening.Value;
        }
        catch
        {
            // A failure is not kept: the next caller asks again.
            _opened.TryRemove(new(name, opening));
            throw;
        }
    }

    // Not cancelled by the first caller: others wait for the same creation.
    private async Task<T> OpenAsync(string name)
    {
        var opened = open(name);
        await create(opened);
        return opened;
    }
}
