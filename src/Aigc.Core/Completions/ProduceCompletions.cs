using Aigc.Core.Batches;
using Microsoft.DurableTask;

namespace Aigc.Core.Completions;

/// <summary>A batch of completions: look at the whole file, answer it chunk by chunk inside a window, hand the files back.</summary>
internal sealed class ProduceCompletions : TaskOrchestrator<CompletionInput, string>
{
    private const int Window = 4;

    public override async Task<string> RunAsync(TaskOrchestrationContext context, CompletionInput input)
    {
        var chunks = await context.CallActivityAsync<int>(nameof(CheckCompletions), input, Tries.Default);
        var underWay = new List<Task>();
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            underWay.Add(context.CallActivityAsync(nameof(CompleteChunk), new CompletionChunk(input, chunk), Tries.Default));
            if (underWay.Count == Window) await OneLessAsync(underWay);
        }
        while (underWay.Count > 0) await OneLessAsync(underWay);
        return await context.CallActivityAsync<string>(nameof(FinishCompletions), new CompletionChunk(input, chunks), Tries.Default);
    }

    private static async Task OneLessAsync(List<Task> underWay)
    {
        var done = await Task.WhenAny(underWay);
        underWay.Remove(done);
        await done;
    }
}

internal sealed record CompletionInput(string Tenant, string BatchId);

internal sealed record CompletionChunk(CompletionInput Batch, int Chunk);
