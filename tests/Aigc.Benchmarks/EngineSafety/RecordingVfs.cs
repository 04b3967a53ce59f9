using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Aigc.Benchmarks.EngineSafety;

/// <summary>What SQLite did to a file: a write at an offset, a cut to a length, its end, or the promise of the system that all before it is on the disk.</summary>
internal abstract record DiskOperation(string File)
{
    public sealed record Write(string File, long Offset, byte[] Data) : DiskOperation(File);

    public sealed record Truncate(string File, long Length) : DiskOperation(File);

    public sealed record Sync(string File) : DiskOperation(File);

    /// <param name="IsSynced">The folder was synced with it.</param>
    public sealed record Delete(string File, bool IsSynced) : DiskOperation(File);
}

/// <summary>
/// A VFS of SQLite that lets the default one do everything and writes down, in order, what reaches the files of one folder. SQLite's structures are C:
/// the methods are those of sqlite3_vfs and sqlite3_io_methods (sqlite.org/c3ref/vfs.html, sqlite.org/c3ref/io_methods.html), whose layout is fixed.
/// </summary>
internal static unsafe partial class RecordingVfs
{
    private const int MethodsSize = 19 * 8;
    private static readonly Lock Gate = new();
    private static readonly List<DiskOperation> Log = [];
    private static readonly Dictionary<nint, string> Names = [];
    private static readonly Dictionary<nint, nint> Ours = [];
    private static readonly Dictionary<nint, nint> Genuine = [];
    private static string _folder = "";
    private static delegate* unmanaged[Cdecl]<Vfs*, byte*, File*, int, int*, int> _open;
    private static delegate* unmanaged[Cdecl]<Vfs*, byte*, int, int> _delete;

    /// <summary>How many operations there were so far.</summary>
    public static int Count
    {
        get { lock (Gate) return Log.Count; }
    }

    /// <summary>Becomes the default of this process, and forgets what it knew.</summary>
    public static void Record(string folder)
    {
        lock (Gate)
        {
            _folder = folder;
            Log.Clear();
        }
        if (_open is not null) return;
        SQLitePCL.Batteries_V2.Init();
        var genuine = FindVfs(null);
        var ours = (Vfs*)NativeMemory.AllocZeroed((nuint)sizeof(Vfs));
        *ours = *genuine;
        ours->Name = (byte*)Marshal.StringToCoTaskMemUTF8("recording");
        _open = genuine->Open;
        ours->Open = &Open;
        _delete = genuine->Delete;
        ours->Delete = &Delete;
        if (RegisterVfs(ours, 1) != 0) throw new InvalidOperationException("SQLite does not take the recording VFS.");
    }

    public static IReadOnlyList<DiskOperation> Operations()
    {
        lock (Gate) return [.. Log];
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(Vfs* vfs, byte* name, File* file, int flags, int* outFlags)
    {
        var opened = _open(vfs, name, file, flags, outFlags);
        if (opened != 0 || name is null || file->Methods is null) return opened;
        lock (Gate)
        {
            Names[(nint)file] = Path.GetFileName(Marshal.PtrToStringUTF8((nint)name)!);
            if (Marshal.PtrToStringUTF8((nint)name)!.StartsWith(_folder, StringComparison.Ordinal)) file->Methods = (Methods*)Wrapped((nint)file->Methods);
        }
        return opened;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(Vfs* vfs, byte* name, int syncsFolder)
    {
        var deleted = _delete(vfs, name, syncsFolder);
        var path = Marshal.PtrToStringUTF8((nint)name)!;
        lock (Gate)
            if (deleted == 0 && path.StartsWith(_folder, StringComparison.Ordinal)) Log.Add(new DiskOperation.Delete(Path.GetFileName(path), syncsFolder != 0));
        return deleted;
    }

    private static nint Wrapped(nint genuine)
    {
        if (Ours.TryGetValue(genuine, out var known)) return known;
        var copy = (Methods*)NativeMemory.AllocZeroed(MethodsSize);
        NativeMemory.Copy((void*)genuine, copy, ((Methods*)genuine)->Version >= 3 ? MethodsSize : (nuint)(17 * 8));
        copy->Write = &Write;
        copy->Truncate = &Truncate;
        copy->Sync = &Sync;
        Genuine[(nint)copy] = genuine;
        return Ours[genuine] = (nint)copy;
    }

    private static Methods* GenuineOf(File* file)
    {
        lock (Gate) return (Methods*)Genuine[(nint)file->Methods];
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(File* file, byte* data, int amount, long offset)
    {
        Note(file, name => new DiskOperation.Write(name, offset, new ReadOnlySpan<byte>(data, amount).ToArray()));
        return GenuineOf(file)->Write(file, data, amount, offset);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(File* file, long length)
    {
        Note(file, name => new DiskOperation.Truncate(name, length));
        return GenuineOf(file)->Truncate(file, length);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(File* file, int flags)
    {
        var synced = GenuineOf(file)->Sync(file, flags);
        Note(file, name => new DiskOperation.Sync(name));
        return synced;
    }

    private static void Note(File* file, Func<string, DiskOperation> operation)
    {
        lock (Gate) Log.Add(operation(Names[(nint)file]));
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    private static partial Vfs* FindVfs(byte* name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    private static partial int RegisterVfs(Vfs* vfs, int makeDefault);

    [StructLayout(LayoutKind.Sequential)]
    private struct File
    {
        public Methods* Methods;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Vfs
    {
        public int Version;
        public int FileSize;
        public int LongestPath;
        public Vfs* Next;
        public byte* Name;
        public void* Data;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, File*, int, int*, int> Open;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, int, int> Delete;
        private fixed ulong _others[14];
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Methods
    {
        public int Version;
        private readonly nint _close;
        private readonly nint _read;
        public delegate* unmanaged[Cdecl]<File*, byte*, int, long, int> Write;
        public delegate* unmanaged[Cdecl]<File*, long, int> Truncate;
        public delegate* unmanaged[Cdecl]<File*, int, int> Sync;
        private fixed ulong _others[13];
    }
}
