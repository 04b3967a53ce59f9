namespace Aigc.Workflow.Tests.Lanes;

public sealed class OpenAiLaneTests : LaneTests
{
    private protected override Task<TwoLanes> StartAsync(params (string, string)[] settings) => TwoLanes.StartAsync(settings);
}
