using Aigc.Core.Batches;
using Aigc.Core.Completions;
using Microsoft.DurableTask;

namespace Aigc.Core;

/// <summary>The only list of orchestrations and activities; every host feeds from it.</summary>
public static class AigcTasks
{
    public static DurableTaskRegistry AddAigcTasks(this DurableTaskRegistry registry) => registry
        .AddOrchestrator<ProduceBatch>()
        .AddOrchestrator<ProduceCompletions>()
        .AddOrchestrator<ProducePages>()
        .AddOrchestrator<ProducePage>()
        .AddActivity<AnnounceGate>()
        .AddActivity<AnnounceReviews>()
        .AddActivity<ApplyDecisions>()
        .AddActivity<CancelLane>()
        .AddActivity<CheckCompletions>()
        .AddActivity<CheckSafety>()
        .AddActivity<ChooseLane>()
        .AddActivity<CollectFailed>()
        .AddActivity<CompleteChunk>()
        .AddActivity<ExpireReviews>()
        .AddActivity<ExportResults>()
        .AddActivity<FinishBatch>()
        .AddActivity<FinishCompletions>()
        .AddActivity<IngestFeed>()
        .AddActivity<IsPaused>()
        .AddActivity<JudgeLot>()
        .AddActivity<MoveBatch>()
        .AddActivity<PauseBatch>()
        .AddActivity<PollLane>()
        .AddActivity<QuoteBatch>()
        .AddActivity<ReadGate>()
        .AddActivity<RenderImages>()
        .AddActivity<ReportProgress>()
        .AddActivity<ReportTrial>()
        .AddActivity<ReservePage>()
        .AddActivity<ScreenSources>()
        .AddActivity<SelectTrial>()
        .AddActivity<SettlePage>()
        .AddActivity<StoreItems>()
        .AddActivity<SubmitLane>()
        .AddActivity<WriteCopy>();
}
