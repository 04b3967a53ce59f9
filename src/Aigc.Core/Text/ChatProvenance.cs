using Microsoft.Extensions.AI;

namespace Aigc.Core.Text;

/// <summary>Says on a response who wrote it.</summary>
public static class ChatProvenance
{
    /// <param name="engine">Recorded on every result: <c>azure-openai</c>.</param>
    public static ChatResponse WrittenBy(this ChatResponse response, string engine) => response.MadeBy(engine);
}
