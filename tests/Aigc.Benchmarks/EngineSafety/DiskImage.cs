namespace Aigc.Benchmarks.EngineSafety;

/// <summary>
/// What may lie on the disk when the power fails. The model: what was written to a file before its last sync is there; each later write to it may be there, may not be
/// there, or may be there in part, whatever became of the others. That is what fsync promises, and all that it promises.
/// </summary>
internal sealed class DiskImage
{
    private readonly Dictionary<string, byte[]> _synced = [];
    private readonly Dictionary<string, List<DiskOperation>> _pending = [];

    public bool HasPending => _pending.Values.Any(pending => pending.Count > 0);

    public void Apply(DiskOperation operation)
    {
        var pending = _pending.TryGetValue(operation.File, out var found) ? found : _pending[operation.File] = [];
        if (operation is not (DiskOperation.Sync or DiskOperation.Delete { IsSynced: true }))
        {
            pending.Add(operation);
            return;
        }
        _synced[operation.File] = operation is DiskOperation.Sync ? Played(_synced.GetValueOrDefault(operation.File, []), pending) : [];
        pending.Clear();
    }

    /// <summary>Writes the image into a folder. Which of the pending writes are there, and how much of them, <paramref name="keep"/> says: from 0, none, to 1, all of it.</summary>
    public void Write(string folder, Func<DiskOperation, double> keep)
    {
        foreach (var file in _synced.Keys.Union(_pending.Keys).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
        {
            var survived = _pending.GetValueOrDefault(file, []).Select(operation => Cut(operation, keep(operation))).OfType<DiskOperation>();
            var bytes = Played(_synced.GetValueOrDefault(file, []), survived);
            if (bytes.Length > 0) File.WriteAllBytes(Path.Combine(folder, file), bytes);
        }
    }

    private static DiskOperation? Cut(DiskOperation operation, double share) => operation switch
    {
        _ when share <= 0 => null,
        DiskOperation.Write write when share < 1 => write with { Data = write.Data[..(int)(write.Data.Length * share)] },
        _ => operation,
    };

    private static byte[] Played(byte[] content, IEnumerable<DiskOperation> operations)
    {
        foreach (var operation in operations)
        {
            if (operation is DiskOperation.Truncate cut) Array.Resize(ref content, (int)cut.Length);
            else if (operation is DiskOperation.Delete) content = [];
            else if (operation is DiskOperation.Write write)
            {
                content = content.Length >= write.Offset + write.Data.Length ? (byte[])content.Clone() : Grown(content, write.Offset + write.Data.Length);
                write.Data.CopyTo(content, write.Offset);
            }
        }
        return content;
    }

    private static byte[] Grown(byte[] content, long length)
    {
        var grown = new byte[length];
        content.CopyTo(grown, 0);
        return grown;
    }
}
