using Aigc.Contracts.Items;
using Aigc.Core.Prompts;
using Aigc.Core.Text.Capabilities;

namespace Aigc.Core.Text;

/// <summary>A prompt as it was asked for a product, and how an answer to it would have been written.</summary>
internal sealed record CopyReplay(CopyRequest Request, Capability Capability, RenderedPrompt Prompt)
{
    /// <summary>The answer that leads to these words, in the form that the template asks for. Null where there is none: the form wants more than the words say, or they keep to limits no more.</summary>
    public string? AnswerFor(SlotResult slot)
    {
        // Whoever was asked to think aloud would be taught not to: the thoughts are not kept.
        if (Prompt.Template.Reasons || Capability.Answer(slot)?.ToJsonString(AnswerText.Plain) is not { } answer) return null;
        var read = AnswerStage.Reading(Prompt.Template, answer).Answer is { } accepted ? Capability.Read(accepted.ToJsonString(), Request) : null;
        return read is not null && SlotTexts.Joined(read) == SlotTexts.Joined(slot) ? answer : null;
    }
}
