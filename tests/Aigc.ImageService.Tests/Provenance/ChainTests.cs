using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;

namespace Aigc.ImageService.Tests.Provenance;

public sealed class ChainTests
{
    private static readonly AigcLabel Theirs = new("1", "001191440300THEIRS0000A10001", "p-1", "sig");

    public static TheoryData<string> Makings => new(Enum.GetNames<Making>());

    [Theory]
    [MemberData(nameof(Makings))]
    public void No_step_weakens_what_was_said_of_a_generated_picture(string making)
    {
        var generated = ProvenanceRecord.None.Then(new(Making.Generated, "created", "theirs", Theirs));

        var after = generated.Then(new(Enum.Parse<Making>(making), "step", "ours"));

        Assert.Equal("trainedAlgorithmicMedia", after.SourceType);
        Assert.Equal(Theirs, after.Aigc);
        Assert.Equal(["created", "step"], after.Steps.Select(step => step.Action));
    }

    [Theory]
    [InlineData(Making.Altered, "algorithmicallyEnhanced")]
    [InlineData(Making.Composed, "composite")]
    [InlineData(Making.Drawn, "algorithmicMedia")]
    [InlineData(Making.ComposedWithGenerated, "compositeWithTrainedAlgorithmicMedia")]
    [InlineData(Making.Generated, "trainedAlgorithmicMedia")]
    public void A_photo_is_called_what_was_made_of_it(object making, string code)
    {
        var photo = ProvenanceRecord.None with { SourceType = "digitalCapture" };

        Assert.Equal(code, photo.Then(new((Making)making, "step", "ours")).SourceType);
    }

    [Fact]
    public void A_label_that_a_newer_one_displaces_is_kept_word_by_word()
    {
        var received = new ProvenanceRecord("algorithmicMedia", Theirs with { Label = "2" }, []);

        var after = received.Then(new(Making.Generated, "created", "ours", new AigcLabel("1", "ours", "q-1")));

        Assert.Equal(new AigcLabel("1", "ours", "q-1"), after.Aigc);
        Assert.Equal(new("received", "ours", new("algorithmicMedia", Theirs with { Label = "2" }, null)), after.Steps[0]);
        Assert.Equal(after.Steps, XmpReading.TryRead(XmpPacket.Write(after)!)!.Steps);
    }

    [Fact]
    public void A_suspicion_of_ours_does_not_lower_a_certain_label()
    {
        var received = new ProvenanceRecord(null, Theirs, []);

        Assert.Equal("1", received.Then(new(Making.Altered, "step", "ours", new AigcLabel("3", "ours"))).Aigc!.Label);
    }

    [Fact]
    public void Passing_on_fills_in_the_propagator_once()
    {
        var received = new ProvenanceRecord(null, Theirs, []);

        var first = received.Then(new(Making.Unchanged, "copied", "ours", null, "first", "1"));
        var second = first.Then(new(Making.Unchanged, "copied", "ours", null, "second", "2"));

        Assert.Equal(Theirs with { ContentPropagator = "first", PropagateId = "1" }, second.Aigc);
    }

    [Fact]
    public void The_chain_keeps_its_beginning_however_long_it_grows()
    {
        var record = ProvenanceRecord.None.Then(new(Making.Generated, "created", "theirs", Theirs));
        for (var i = 0; i < 100; i++) record = record.Then(new(Making.Unchanged, "copied", "ours"));

        Assert.Equal(ProvenanceRecord.MaxSteps, record.Steps.Count);
        Assert.Equal("created", record.Steps[0].Action);
        Assert.True(XmpPacket.Write(record)!.Length < 60_000, "A JPEG segment holds no more.");
    }

    [Fact]
    public void The_AIGC_field_is_the_exact_JSON_of_the_standard() =>
        Assert.Equal(
            """{"Label":"1","ContentProducer":"001191110102MAD55U9H0F10002","ProduceID":"商品-7","ReservedCode1":"","ContentPropagator":"","PropagateID":"","ReservedCode2":""}""",
            new AigcLabel("1", "001191110102MAD55U9H0F10002", "商品-7").ToJson());

    [Fact]
    public void A_policy_labels_what_was_made_of_AI_content_even_by_a_plain_step()
    {
        var picture = new Raster(new byte[300 * 300 * 3], 300, 300, 3);
        var generated = new ProvenanceRecord("trainedAlgorithmicMedia", Theirs, []);

        var cut = Labelling.Apply(picture, generated, new(Making.Altered, "cut", "ours", LabelPolicy.Named("china")));
        var photo = Labelling.Apply(picture, ProvenanceRecord.None, new(Making.Altered, "cut", "ours", LabelPolicy.Named("china")));

        Assert.Equal(("AI生成", Theirs, "trainedAlgorithmicMedia"), (cut.Provenance.VisibleText, cut.Provenance.Aigc, cut.Provenance.SourceType));
        Assert.Equal((null, null, "algorithmicallyEnhanced"), (photo.Provenance.VisibleText, photo.Provenance.Aigc, photo.Provenance.SourceType));
        Assert.NotEqual(picture.Pixels, cut.Picture.Pixels);
        Assert.Equal(picture.Pixels, photo.Picture.Pixels);
    }

    [Fact]
    public void Every_policy_says_where_its_rule_comes_from_and_can_be_drawn()
    {
        Assert.All(LabelPolicy.All, policy => Assert.False(string.IsNullOrWhiteSpace(policy.Source)));
        Assert.All(LabelPolicy.All, policy => Assert.Contains(policy.Certainty, new[] { "seen", "weak" }));
        Assert.All(LabelPolicy.All.Where(policy => policy.Visible is not null), policy => Assert.True(LabelGlyphs.CanDraw(policy.Visible!.Text) && policy.Visible.HeightShare >= 0.05));
    }
}
