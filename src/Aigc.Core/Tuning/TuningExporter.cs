using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Contracts.Recipes;
using Aigc.Contracts.Reviews;
using Aigc.Core.Batches;
using Aigc.Core.Reviews;

namespace Aigc.Core.Tuning;

/// <summary>
/// The approved copy of a batch as data to tune a model with. Reads the items once, one at a time; of what was written only an eight-byte hash a line stays in
/// memory. The same batch, as it stands, gives the same bytes.
/// </summary>
public sealed class TuningExporter
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();
    private readonly BatchStore _batches;
    private readonly ItemReader _items;
    private readonly ReviewDesk _reviews;
    private readonly TuningPrompts _prompts;

    internal TuningExporter(BatchStore batches, ItemReader items, ReviewDesk reviews, TuningPrompts prompts)
    {
        _batches = batches;
        _items = items;
        _reviews = reviews;
        _prompts = prompts;
    }

    /// <exception cref="ProblemException"><c>not-found</c> (404): the tenant has no such batch, or none to hold it against.</exception>
    public async Task CheckAsync(string tenant, string batchId, TuningRequest request, CancellationToken cancellationToken = default)
    {
        await _batches.GetAsync(tenant, batchId, cancellationToken);
        if (request.Against is { } against) await _batches.GetAsync(tenant, against, cancellationToken);
    }

    /// <summary>Writes the lines, and tells what was written. A stream that swallows all gives the summary alone.</summary>
    /// <exception cref="ProblemException"><c>not-found</c> (404), before anything is written.</exception>
    /// <exception cref="TransientException">A data source of a template could not be read; what is written is not all.</exception>
    public async Task<TuningSummary> WriteAsync(string tenant, string batchId, TuningRequest request, Stream output, CancellationToken cancellationToken = default)
    {
        var batch = (await _batches.GetAsync(tenant, batchId, cancellationToken)).Batch;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (counts, lines, bytes) = (new TuningCounts(), 0L, 0L);
        await foreach (var line in LinesAsync(batch, request, counts, cancellationToken))
        {
            foreach (var part in (byte[][])[line, LineEnd])
            {
                hash.AppendData(part);
                await output.WriteAsync(part, cancellationToken);
                bytes += part.Length;
            }
            lines++;
        }
        return new(batch.Id, request.Format, request.By, request.Split, lines, counts.Train, counts.Validation, counts.LeftOut, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private async IAsyncEnumerable<byte[]> LinesAsync(Batch batch, TuningRequest request, TuningCounts counts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (reviews, seen) = (new ReviewWalk(_reviews, batch.Tenant, batch.Id), new HashSet<ulong>());
        var rejected = await RejectedAsync(batch.Tenant, request, cancellationToken);
        await foreach (var item in _items.DecidedAsync(batch.Tenant, batch.Id, cancellationToken))
        {
            var review = await reviews.OfAsync(item.Shown.Row, cancellationToken);
            var validation = Number(SHA256.HashData(Encoding.UTF8.GetBytes(item.Shown.Product.Id))) % 10 == 0;
            foreach (var slot in item.Shown.Slots.Where(slot => !Slots.IsImage(slot.Slot)))
            {
                var (content, reason) = TuningFilter.ReasonAgainst(request, item.Shown, slot, review) is { } against ? (null, against) : await LineAsync(batch, request, item, slot, review, rejected, cancellationToken);
                if (content is not null && !seen.Add(Number(SHA256.HashData(content.Unique)))) reason = TuningReasons.Duplicate;
                if (reason is not null)
                {
                    counts.Leave(reason);
                    continue;
                }
                counts.Add(validation);
                if (request.Split == TuningSplit.All || (request.Split == TuningSplit.Validation) == validation) yield return content!.Line;
            }
        }
    }

    private async Task<RejectedAnswers?> RejectedAsync(string tenant, TuningRequest request, CancellationToken cancellationToken)
    {
        if (request is not { Format: TuningFormat.Dpo, Against: { } against }) return null;
        var rejected = new RejectedAnswers((await _batches.GetAsync(tenant, against, cancellationToken)).Batch, _items, _prompts);
        await rejected.ReadAsync(_reviews, cancellationToken);
        return rejected;
    }

    private async Task<(TuningContent? Content, string? Reason)> LineAsync(Batch batch, TuningRequest request, DecidedItem item, SlotResult slot, Review? review, RejectedAnswers? rejected, CancellationToken cancellationToken)
    {
        if (await _prompts.ReplayAsync(batch, item.Made, slot, cancellationToken) is not { } replay) return (null, TuningReasons.PromptGone);
        if (replay.AnswerFor(slot) is not { } answer) return (null, TuningReasons.NotInShape);
        var messages = TuningPrompts.Messages(replay);
        if (request.Format == TuningFormat.Sft) return (Example(batch, item.Shown, slot, review, [.. messages, .. TuningMessage.Answer(answer)]), null);
        var other = slot.Edited ? replay.AnswerFor(item.Made.Slots.First(made => made.Slot == slot.Slot)) : rejected is null ? null : await rejected.FindAsync(item.Shown.Product.Id, slot.Slot, messages, cancellationToken);
        if (other is null || other == answer) return (null, TuningReasons.NoPair);
        var line = JsonSerializer.SerializeToUtf8Bytes(new DpoLine(new(messages), TuningMessage.Answer(answer), TuningMessage.Answer(other)), TuningLines.Readable.DpoLine);
        return (new(line, line), null);
    }

    // What makes two examples the same are their messages, wherever they come from.
    private static TuningContent Example(Batch batch, ItemResult item, SlotResult slot, Review? review, IReadOnlyList<TuningMessage> messages)
    {
        var from = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["approved_by"] = ReviewWalk.IsByPerson(review, Verdict.Approve) ? "person" : "policy",
            ["batch"] = batch.Id,
            ["edited"] = slot.Edited ? "true" : "false",
            ["model"] = slot.Production!.Model ?? slot.Production.Engine,
            ["product"] = item.Product.Id,
            ["slot"] = slot.Slot,
            ["template"] = slot.Production.Template!,
        };
        return new(JsonSerializer.SerializeToUtf8Bytes(new SftLine(messages, from), TuningLines.Readable.SftLine), JsonSerializer.SerializeToUtf8Bytes(messages, TuningLines.Readable.IReadOnlyListTuningMessage));
    }

    private static ulong Number(byte[] hash) => BinaryPrimitives.ReadUInt64LittleEndian(hash);

    /// <param name="Unique">What must not come twice.</param>
    private sealed record TuningContent(byte[] Line, byte[] Unique);
}
