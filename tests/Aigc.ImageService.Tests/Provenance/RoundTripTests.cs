using System.Text.Json;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Tests.Converting;
using Aigc.ImageService.Tests.Drawing;

namespace Aigc.ImageService.Tests.Provenance;

public sealed class RoundTripTests
{
    private const string Producer = "001191110102MAD55U9H0F10002";
    private static readonly Raster Mug = Raster.From(ImageDecoder.Decode(DrawnPhoto.Of(Shape.Mug, Ground.Gradient, 300, 300).Png));
    private static readonly string[] AllFormats = ["jpeg", "png", "webp", "avif"];

    public static TheoryData<string> Formats => new(AllFormats);

    /// <summary>Every format to every other.</summary>
    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var from in AllFormats) foreach (var to in AllFormats) pairs.Add(from, to);
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_was_written_is_read_again(string format)
    {
        var record = Labelled("china").Provenance;

        var reading = ProvenanceReader.Verify(Encode(Mug, format, record));

        Assert.Empty(reading.Problems);
        Assert.Equal("compositeWithTrainedAlgorithmicMedia", reading.Record.SourceType);
        Assert.Equal(new AigcLabel("1", Producer, "item-7"), reading.Record.Aigc);
        Assert.Equal("AI生成", reading.Record.VisibleText);
        Assert.Equal(record.Steps, reading.Record.Steps);
    }

    [ExifToolTheory]
    [MemberData(nameof(Formats))]
    public void ExifTool_reads_the_same(string format)
    {
        var fields = ExifTool.Read(Encode(Mug, format, Labelled("china").Provenance), format);

        Assert.Equal("http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia", fields["XMP-iptcExt:DigitalSourceType"]);
        var aigc = JsonDocument.Parse(fields["XMP-TC260:AIGC"]).RootElement;
        Assert.Equal(
            ["Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2"],
            aigc.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("1", Producer, "item-7"), (aigc.GetProperty("Label").GetString(), aigc.GetProperty("ContentProducer").GetString(), aigc.GetProperty("ProduceID").GetString()));
        Assert.Contains("composed", fields["XMP-xmpMM:History"], StringComparison.Ordinal);
        Assert.DoesNotContain(fields.Keys, key => key.StartsWith("IFD0", StringComparison.Ordinal) || key.StartsWith("GPS", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Converting_resizing_and_recompressing_keep_every_label(string from, string to)
    {
        var labelled = Encode(Mug, from, Labelled("china").Provenance);

        var once = labelled.To(to, quality: 60, width: 200).Bytes!;
        var twice = once.To(from).Bytes!;

        var record = ProvenanceReader.Verify(twice).Record;
        Assert.Equal(("compositeWithTrainedAlgorithmicMedia", new AigcLabel("1", Producer, "item-7"), "AI生成"), (record.SourceType, record.Aigc, record.VisibleText));
        Assert.Equal(["composed", "converted", "converted"], record.Steps.Select(step => step.Action));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_file_without_labels_gets_none_by_being_converted(string format)
    {
        var made = Encode(Mug, "png", null).To(format).Bytes!;

        Assert.True(ProvenanceReader.Verify(made).Record.IsEmpty);
        var text = System.Text.Encoding.Latin1.GetString(made);
        Assert.All(["DigitalSourceType", "AIGC", "History"], label => Assert.DoesNotContain(label, text, StringComparison.Ordinal));
    }

    private static LabelledPicture Labelled(string policy) => Labelling.Apply(
        Mug, ProvenanceRecord.None, new(Making.ComposedWithGenerated, "composed", "Aigc.ImageService/diffusion", LabelPolicy.Named(policy), Producer, "item-7"));

    private static byte[] Encode(Raster raster, string format, ProvenanceRecord? record) =>
        PictureEncoder.Encode(raster, new(OutputFormats.Parse(format)), XmpPacket.Write(record)).Bytes;
}
