using Aigc.Runtime.Operations;
using Microsoft.Data.Sqlite;

namespace Aigc.Local.Commands.Runtime;

/// <summary>Opens what a verb works on, and says in one sentence why where that cannot be.</summary>
internal static class RuntimeAnswer
{
    public static int Of(string path, Func<RuntimeFile, TextWriter, int> answer)
    {
        try
        {
            return answer(new RuntimeFile(path), Console.Out);
        }
        catch (Exception unusable) when (IsUnusable(unusable))
        {
            return Refuse(unusable);
        }
    }

    public static async Task<int> OfAsync(string path, Func<StoppedRuntime, TextWriter, Task<int>> change)
    {
        try
        {
            await using var runtime = StoppedRuntime.Open(path);
            return await change(runtime, Console.Out);
        }
        catch (Exception unusable) when (IsUnusable(unusable))
        {
            return Refuse(unusable);
        }
    }

    private static bool IsUnusable(Exception exception) => exception is FileNotFoundException or InvalidOperationException or SqliteException or UnauthorizedAccessException;

    private static int Refuse(Exception why)
    {
        Console.Error.WriteLine(why.Message);
        return ExitCodes.NotUsable;
    }
}
