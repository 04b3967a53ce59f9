using Aigc.Runtime;
using Aigc.Runtime.Engine;

namespace Aigc.Workflow.Tests.Engine;

/// <summary>Who is next for an episode.</summary>
public sealed class InstanceLineTests
{
    private readonly InstanceLine _line = new(new EngineOptions());

    [Fact]
    public void An_instance_waits_for_one_episode_of_each_other_group_however_many_instances_those_have()
    {
        for (var i = 0; i < 1_000; i++) Add($"big:{i}");
        for (var i = 0; i < 1_000; i++) Add($"other:{i}");

        Add("small:1");

        Assert.Equal(["big:0", "other:0", "small:1"], Take(3));
        Assert.Equal(1_998, _line.Count);
    }

    [Fact]
    public void Ids_without_a_group_are_one_group()
    {
        Add("a");
        Add("b");
        Add("small:1");

        Assert.Equal(["a", "small:1", "b"], Take(3));
    }

    [Fact]
    public async Task What_was_in_line_when_it_was_closed_is_still_taken_and_nothing_is_added()
    {
        Add("a:1");
        _line.Close();

        Assert.False(_line.TryAdd(Instance("a:2")));
        Assert.True(await _line.WaitAsync());
        Assert.Equal(["a:1"], Take(1));
        Assert.False(await _line.WaitAsync());
        Assert.Null(_line.TryTake());
    }

    private void Add(string id) => Assert.True(_line.TryAdd(Instance(id)));

    private List<string> Take(int count) => [.. Enumerable.Range(0, count).Select(_ => _line.TryTake()!.Row.InstanceId)];

    private static LiveInstance Instance(string id) => new(new InstanceRow { Id = 1, InstanceId = id, Name = "Any", Status = InstanceStatus.Running, CreatedAt = 0, UpdatedAt = 0 });
}
