namespace Aigc.Runtime.Engine;

/// <summary>
/// Tells others that a host has the file in use: a lock of the operating system on a file beside it, which ends with the process however that ends.
/// Hosts share it, since a newer owner may take over from an older one; a command that changes the file of a stopped host holds it alone.
/// </summary>
internal static class HostLock
{
    // Whoever looks whether it is held holds it for a moment.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <exception cref="InvalidOperationException">Others hold it in a way that excludes this one.</exception>
    public static FileStream Take(string database, bool exclusive)
    {
        FileStream? taken = null;
        if (SpinWait.SpinUntil(() => (taken = TryOpen(database, exclusive ? FileShare.None : FileShare.Read)) is not null, Patience)) return taken!;
        throw new InvalidOperationException(exclusive ? "A host runs on the runtime's file: it alone may change it." : "A command is changing the runtime's file; start the host again when it is done.");
    }

    public static bool IsHeld(string database)
    {
        if (!File.Exists(PathOf(database))) return false;
        using var free = TryOpen(database, FileShare.None);
        return free is null;
    }

    private static FileStream? TryOpen(string database, FileShare share)
    {
        try
        {
            return new FileStream(PathOf(database), FileMode.OpenOrCreate, FileAccess.Read, share);
        }
        catch (IOException held) when (held is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            return null;
        }
    }

    private static string PathOf(string database) => database + "-host";
}
