using Microsoft.Extensions.AI;

namespace Aigc.Core.Text.Photos;

/// <summary>The pictures that a call carries.</summary>
internal static class Pictures
{
    public static bool AreIn(IEnumerable<ChatMessage> messages) => CountIn(messages) > 0;

    public static int CountIn(IEnumerable<ChatMessage> messages) => messages.Sum(message => message.Contents.Count(content => content is DataContent or UriContent));
}
