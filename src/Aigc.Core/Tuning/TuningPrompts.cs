using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;
using Aigc.Core.Text;
using Aigc.Core.Text.Translation;

namespace Aigc.Core.Tuning;

/// <summary>Renders the prompts of a batch's results once more, as they were when the results were made.</summary>
internal sealed class TuningPrompts(CopyPrompts prompts)
{
    /// <summary>Null where the prompt cannot be had any more.</summary>
    /// <param name="item">With the words as they were made: a translation worked on these.</param>
    /// <exception cref="TransientException">A data source could not be read: less than all of it would be no export.</exception>
    public async Task<CopyReplay?> ReplayAsync(Batch batch, ItemResult item, SlotResult slot, CancellationToken cancellationToken)
    {
        if (slot.Production?.Template is not { } template || batch.Recipe.Outputs.FirstOrDefault(output => output.Slot == slot.Slot) is not { } output) return null;
        var request = CopyRequest.Of(batch, new PageItem(item.Row, item.Product), output);
        if (output.From is { } from)
        {
            if (TranslationSources.Find(request, from, item.Slots, batch.Recipe.Language) is not { } source) return null;
            request = request with { Source = source };
        }
        try
        {
            return await prompts.ReplayAsync(request, template, cancellationToken);
        }
        catch (ProblemException)
        {
            // The product, or what the template is bound to, has a gap that it did not have then.
            return null;
        }
    }

    public static IReadOnlyList<TuningMessage> Messages(CopyReplay replay) => [.. replay.Prompt.Messages.Select(message => new TuningMessage(message.Role.Value, message.Text))];
}
