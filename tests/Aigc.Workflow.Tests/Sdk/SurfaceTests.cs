using System.Reflection;

namespace Aigc.Workflow.Tests.Sdk;

/// <summary>
/// Holds every public member of the mirrored packages against the recorded surface of the genuine ones: what differs or is ours alone is a
/// defect. Nullability marks are not compared, since the record does not always have them.
/// </summary>
public sealed class SurfaceTests
{
    private static readonly HashSet<string> Recorded = [.. Lines("surface.txt"), .. Lines("surface-extra.txt")];

    [Theory]
    [InlineData("Microsoft.DurableTask.Abstractions")]
    [InlineData("Microsoft.DurableTask.Client")]
    [InlineData("Microsoft.Azure.Functions.Worker")]
    [InlineData("Microsoft.Azure.Functions.Worker.Extensions.DurableTask")]
    [InlineData("Azure.AI.ContentSafety")]
    public void Every_mirrored_member_is_one_of_the_genuine_package(string assembly)
    {
        var members = Assembly.Load(assembly).GetExportedTypes().SelectMany(MemberText.Of).ToList();

        Assert.NotEmpty(members);
        var strange = members.Where(member => !Recorded.Contains(member)).ToList();
        Assert.True(strange.Count == 0, string.Join('\n', strange));
    }

    [Fact]
    public void A_member_that_differs_is_found()
    {
        Assert.Contains("RetryPolicy: int MaxNumberOfAttempts { get; }", Recorded);
        Assert.DoesNotContain("RetryPolicy: long MaxNumberOfAttempts { get; }", Recorded);
        Assert.DoesNotContain(MemberText.Of(typeof(SurfaceTests)), Recorded.Contains);
    }

    private static IEnumerable<string> Lines(string file) => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Sdk", file)).Where(line => line.Length > 0);
}
