using System.Text.Json;
using Microsoft.DurableTask;

namespace Aigc.Runtime.Engine;

/// <summary>What was thrown, as it is kept. Whatever it is: an exception whose own members throw, or one that wraps a thousand others, is kept as well as it can be.</summary>
internal static class Failures
{
    private const int Deepest = 10;
    private const int LongestText = 8_192;

    public static string Json(Exception exception) => JsonSerializer.Serialize(Of(exception));

    public static TaskFailureDetails Of(Exception exception) => Of(exception, Deepest);

    private static TaskFailureDetails Of(Exception exception, int left)
    {
        var inner = exception is TaskFailedException failed ? failed.FailureDetails : exception.InnerException is { } cause && left > 0 ? Of(cause, left - 1) : null;
        return new(exception.GetType().FullName!, Said(() => exception.Message) ?? "", Said(() => exception.StackTrace), inner, null);
    }

    private static string? Said(Func<string?> tell)
    {
        try
        {
            return tell() is { Length: > LongestText } text ? text[..LongestText] + "…" : tell();
        }
        // The member belongs to whoever wrote the exception: it may throw anything.
        catch (Exception)
        {
            return "(it cannot be said: the exception throws when it is asked)";
        }
    }
}
