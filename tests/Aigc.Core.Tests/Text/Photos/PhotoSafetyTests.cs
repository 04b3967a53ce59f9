using Aigc.Contracts.Items;
using Aigc.Contracts.Safety;
using Aigc.Core.Safety;

namespace Aigc.Core.Tests.Text.Photos;

/// <summary>A photo is looked at before a model is shown it.</summary>
public sealed class PhotoSafetyTests
{
    private const string Nothing = """{"attributes":[]}""";

    [Fact]
    public async Task A_photo_that_is_not_allowed_is_shown_to_no_model_and_the_refusal_says_why()
    {
        var (model, eye) = (new ScriptedChat(Nothing), new Eye(6));
        using var driver = new PhotoDriver(model, eye: eye);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => driver.WriteAsync(PhotoDriver.Png));

        Assert.Equal("content-refused", refused.Code);
        Assert.Contains("The picture", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Crime", refused.Message, StringComparison.Ordinal);
        Assert.Empty(model.Calls);
    }

    [Fact]
    public async Task One_that_a_person_would_have_to_look_at_before_it_is_published_may_be_shown_to_a_model()
    {
        var model = new ScriptedChat(Nothing);
        using var driver = new PhotoDriver(model, eye: new Eye(2));

        Assert.Equal(SlotState.Made, (await driver.WriteAsync(PhotoDriver.Png)).State);
        Assert.Single(PhotoDriver.Shown(model.Calls[0]));
    }

    [Fact]
    public async Task However_often_it_is_shown_it_is_looked_at_once_as_the_model_is_shown_it()
    {
        var (model, eye) = (new ScriptedChat("nonsense", Nothing), new Eye(0));
        using var driver = new PhotoDriver(model, eye: eye);

        await driver.WriteAsync(PhotoDriver.Png);
        await driver.WriteAsync(PhotoDriver.Png);

        Assert.Equal(2, model.Calls.Count(call => PhotoDriver.Shown(call).Count == 1));
        Assert.Equal(PhotoDriver.Shown(model.Calls[0])[0].Data.ToArray(), Assert.Single(eye.Seen));
    }

    [Fact]
    public async Task Another_photo_is_looked_at_anew()
    {
        var (model, eye) = (new ScriptedChat(Nothing, Nothing), new Eye(0));
        using var driver = new PhotoDriver(model, eye: eye);

        await driver.WriteAsync(PhotoDriver.Png);
        await driver.WriteAsync([.. PhotoDriver.Png, 9]);

        Assert.Equal(2, eye.Seen.Count);
    }

    private sealed class Eye(int severity) : IImageModerator
    {
        public List<byte[]> Seen { get; } = [];

        public string Name => "eye";

        public bool Sees => true;

        public Task<IReadOnlyList<SafetyFinding>> FindAsync(ReadOnlyMemory<byte> image, string contentType, CancellationToken cancellationToken)
        {
            Seen.Add(image.ToArray());
            return Task.FromResult<IReadOnlyList<SafetyFinding>>(severity == 0 ? [] : [new(HarmClass.Crime, severity, "a weapon")]);
        }
    }
}
