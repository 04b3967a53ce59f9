using Microsoft.DurableTask;

namespace Aigc.Runtime.Engine;

/// <summary>
/// The tasks of a host by name and version. A version that is not there falls back to the task without one, but only where its name has no version
/// at all: nobody gets other code than he asked for. The rule of the genuine worker.
/// </summary>
internal sealed class VersionedTasks<TTask>
{
    private readonly string _kind;
    private readonly Dictionary<(TaskName Name, TaskVersion Version), Func<IServiceProvider, TTask>> _tasks = [];
    private readonly HashSet<TaskName> _versioned = [];

    public VersionedTasks(string kind, IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, TTask>>> tasks)
    {
        _kind = kind;
        foreach (var (name, create) in tasks)
        {
#pragma warning disable CS0618 // The one place where a registry says which version goes with a name.
            var version = name.Version;
#pragma warning restore CS0618
            _tasks.Add((name, version), create);
            if (version.Length > 0) _versioned.Add(name);
        }
    }

    /// <exception cref="InvalidOperationException">There is none.</exception>
    public TTask Create(TaskName name, string? version, IServiceProvider services)
    {
        if (_tasks.TryGetValue((name, version), out var create)) return create(services);
        if (!_versioned.Contains(name) && _tasks.TryGetValue((name, default), out create)) return create(services);
        throw new InvalidOperationException(string.IsNullOrEmpty(version) ? $"There is no {_kind} named '{name}' in this host." : $"There is no {_kind} named '{name}' with version '{version}' in this host.");
    }
}
