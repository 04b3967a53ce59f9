using Aigc.Core.Reviews;

namespace Aigc.Core.Tests.Reviews;

/// <summary>Rows of table 2-A of ISO 2859-1 (normal inspection, level II).</summary>
public sealed class AcceptanceSamplingTests
{
    [Theory]
    [InlineData(1_000_000, 1.0, 1_250, 21)]
    [InlineData(1_000, 1.0, 80, 2)]
    [InlineData(1_000, 2.5, 80, 5)]
    [InlineData(1_000, 0.65, 80, 1)]
    [InlineData(3_000, 1.5, 125, 5)]
    [InlineData(400, 4.0, 50, 5)]
    [InlineData(40, 6.5, 8, 1)]
    [InlineData(40, 1.0, 13, 0)]
    [InlineData(100, 1.0, 13, 0)]
    [InlineData(200, 1.0, 50, 1)]
    [InlineData(600_000, 6.5, 200, 21)]
    public void The_plan_is_that_of_the_standard(long lot, double aql, int sample, int acceptance) =>
        Assert.Equal(new SamplingPlan(sample, acceptance), AcceptanceSampling.PlanFor(lot, aql));

    [Fact]
    public void A_lot_smaller_than_its_sample_is_inspected_whole() => Assert.Equal(5, AcceptanceSampling.PlanFor(5, 1.0).SampleSize);

    [Fact]
    public void A_quality_limit_that_the_table_lacks_is_refused() => Assert.Equal("recipe-invalid", Assert.Throws<ProblemException>(() => AcceptanceSampling.PlanFor(100, 3.3)).Code);
}
