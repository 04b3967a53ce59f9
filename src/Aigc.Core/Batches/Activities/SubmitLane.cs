using Aigc.Core.Lanes;
using Microsoft.DurableTask;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Batches;

/// <summary>Writes down what some pages ask of the models and hands it in, a file a model, as many as the provider's limits make it.</summary>
internal sealed class SubmitLane(BatchStore batches, PageCache pages, LaneWork work, IOptions<LaneOptions> options) : TaskActivity<LanePages, int>
{
    public override async Task<int> RunAsync(TaskActivityContext context, LanePages input)
    {
        var (tenant, id, name) = input.Batch;
        var batch = (await batches.GetAsync(tenant, id, CancellationToken.None)).Batch;
        var files = new Dictionary<string, LaneFile>();
        var run = new LaneRun(tenant, id, name);
        // What an earlier try has handed in stays as it is; this one adds what nobody has asked yet.
        var number = await work.Sender.ResumeAsync(run, input.FirstFile, work.Lanes, CancellationToken.None);
        var asked = await work.Past.AskedAsync(run, input.FirstFileOfStretch, number, CancellationToken.None);
        try
        {
            for (var page = input.First; page < input.First + input.Count; page++)
            {
                var before = input.Pass == 0 ? LaneBefore.Unanswered(asked) : await work.Past.OfPageAsync(run, page, asked);
                foreach (var request in await work.Recorder.RecordAsync(batch, page, await pages.ReadAsync(tenant, id, name, page, CancellationToken.None), input.Pass, before, CancellationToken.None)) await AddAsync(request);
            }
            foreach (var file in files.Values) await SendAsync(file);
            return number - input.FirstFile;
        }
        finally
        {
            foreach (var file in files.Values) file.Dispose();
        }

        async Task AddAsync(WrittenRequest request)
        {
            if (!files.TryGetValue(request.Model, out var file))
            {
                if (work.Lanes.Find(request.Model) is not { } lane) return;
                files[request.Model] = file = new(request.Model, lane, options.Value);
            }
            if (await file.TryAddAsync(request, CancellationToken.None)) return;
            await SendAsync(file);
            files[request.Model] = file.Next();
            file.Dispose();
            await files[request.Model].TryAddAsync(request, CancellationToken.None);
        }

        Task SendAsync(LaneFile file) => work.Sender.SendAsync(run, number++, file, batch.Recipe.Budget?.Amount, CancellationToken.None);
    }
}

/// <summary>What it takes to hand files in.</summary>
internal sealed class LaneWork(LaneRecorder recorder, LaneSender sender, BatchLanes lanes, LanePast past)
{
    public LanePast Past { get; } = past;
    public LaneRecorder Recorder { get; } = recorder;
    public LaneSender Sender { get; } = sender;
    public BatchLanes Lanes { get; } = lanes;
}
