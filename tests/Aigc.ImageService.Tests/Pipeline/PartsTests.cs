using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Tests.Diffusion.Tiny;
using Aigc.ImageService.Tests.Drawing;
using Aigc.ImageService.Tests.Models;

namespace Aigc.ImageService.Tests.Pipeline;

/// <summary>A picture of several says what each of them said of its making.</summary>
public sealed class PartsTests : IDisposable
{
    private static readonly byte[] Mug = DrawnPhoto.Of(Shape.Mug, Ground.Gradient).Png;
    private static readonly AigcLabel Theirs = new("1", "their-code", "their-id");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scenes-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_scene_on_an_AI_background_is_called_a_composite_with_AI_and_keeps_the_label_of_the_background()
    {
        var made = Scene(new("scene", "s", 400, 400), Labelled(Theirs));

        var record = ProvenanceReader.Verify(made.Bytes!).Record;
        Assert.Equal("compositeWithTrainedAlgorithmicMedia", record.SourceType);
        Assert.Equal("1", record.Aigc?.Label);
        Assert.Contains(record.Steps, step => step.Note.Aigc == Theirs || record.Aigc == Theirs);
        Assert.Contains(record.Steps, step => step.Note.SourceType == "trainedAlgorithmicMedia");
        Assert.Contains(record.Steps, step => step.Action == "created");
    }

    [Fact]
    public void It_bears_the_label_that_its_policy_wants_people_to_see() =>
        Assert.Equal("AI GENERATED", ProvenanceReader.Verify(Scene(new("scene", "s", 400, 400) { Labels = "eu" }, Labelled(null)).Bytes!).Record.VisibleText);

    [Fact]
    public void A_photo_for_a_background_makes_no_AI_picture_of_it()
    {
        var record = ProvenanceReader.Verify(Scene(new("scene", "s", 400, 400), PictureEncoder.Encode(Flat, new(OutputFormat.Png)).Bytes).Bytes!).Record;

        Assert.Equal(("composite", null), (record.SourceType, record.Aigc));
    }

    [Fact]
    public void An_operators_template_with_an_AI_picture_counts_as_much()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "loft.png"), Labelled(null));
        File.WriteAllText(Path.Combine(_folder.FullName, "loft.json"), """{"name":"my-loft","view":"standing","categories":[],"wall":"#E0E0E0","surface":"#C0C0C0","material":"plain","grain":0.2,"picture":"loft.png"}""");

        var made = PipelineDriver.Made(Mug, new("scene", "s", 400, 400, Template: "my-loft"), options => options.SceneFolder = _folder.FullName);

        Assert.Equal("compositeWithTrainedAlgorithmicMedia", ProvenanceReader.Verify(made.Bytes!).Record.SourceType);
    }

    [Fact]
    public void A_garment_that_AI_made_keeps_its_label_on_the_person_who_wears_it()
    {
        using var models = new InstalledFolder();
        using (var tiny = new TinyPipeline(new() { Channels = 9, TryOn = true })) models.Install("tiny-try-on", "try-on", tiny.Folder);
        var person = DrawnPhoto.Of(Shape.Bottle, Ground.White, 300, 400).Png;
        var mask = PictureEncoder.Encode(Flat, new(OutputFormat.Png)).Bytes;
        var step = new ImageStep("tryon", "t") { LikenessConsent = true, Labels = "eu", Paint = new(Steps: 1, WorkingSide: 64) };

        var made = PipelineDriver.Made(person, step, options => options.ModelFolder = models.Path, ("garment", Labelled(Theirs)), ("mask", mask));

        Assert.Equal(Theirs, ProvenanceReader.Verify(made.Bytes!).Record.Aigc);
    }

    [Fact]
    public void Of_two_labels_the_surer_one_stands_in_the_field_and_the_other_is_kept_word_by_word()
    {
        var (suspected, sure) = (new ProvenanceRecord(null, new("3", "a"), []), new ProvenanceRecord("trainedAlgorithmicMedia", Theirs, []));

        var (first, second) = (suspected.With(sure, "ours"), sure.With(suspected, "ours"));

        Assert.Equal((Theirs, Theirs), (first.Aigc, second.Aigc));
        Assert.Equal(new("3", "a"), Assert.Single(first.Steps).Note.Aigc);
        Assert.Equal(new("3", "a"), Assert.Single(second.Steps).Note.Aigc);
        Assert.Equal((null, "trainedAlgorithmicMedia"), (first.SourceType, second.SourceType));
    }

    private static Raster Flat => new([.. Enumerable.Repeat((byte)200, 300 * 300 * 3)], 300, 300, 3);

    private static ImageOutput Scene(ImageStep step, byte[] background) => PipelineDriver.Made(Mug, step, _ => { }, ("background", background));

    private static byte[] Labelled(AigcLabel? label) =>
        PictureEncoder.Encode(Flat, new(OutputFormat.Png), XmpPacket.Write(ProvenanceRecord.None.Then(new(Making.Generated, "created", "theirs", label)))).Bytes;
}
