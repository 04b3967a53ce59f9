namespace Aigc.Net;

/// <summary>An outgoing request was refused by the guard; comes wrapped in an <see cref="HttpRequestException"/> when refused at the connection.</summary>
public sealed class BlockedException(string message) : Exception(message)
{
    /// <summary>The refusal in a chain of exceptions; null where there is none.</summary>
    public static BlockedException? In(Exception? exception)
    {
        while (exception is not (null or BlockedException)) exception = exception.InnerException;
        return exception as BlockedException;
    }
}
