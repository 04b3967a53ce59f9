using System.Diagnostics;
using System.Text;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Tests.Converting;
using NetVips;

namespace Aigc.ImageService.Tests.Provenance;

public sealed class HostileXmpTests
{
    private const string Generated = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
    private const string Aigc = "{\"Label\":\"1\",\"ContentProducer\":\"p\"}";
    private static readonly Raster Grey = new([.. Enumerable.Repeat((byte)128, 40 * 40 * 3)], 40, 40, 3);

    public static TheoryData<string> Unreadable => new("entity bomb", "a document type", "external entity", "half a packet", "too deep", "too large", "not XML", "bad characters");

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void A_packet_that_cannot_be_read_is_reported_and_does_not_hide_what_it_says(string what)
    {
        var watch = Stopwatch.StartNew();
        var file = PictureEncoder.Encode(Grey, new(OutputFormat.Png), Packet(what)).Bytes;

        var reading = ProvenanceReader.Verify(file);

        Assert.Contains("xmp-unreadable", reading.Problems);
        Assert.Equal(("trainedAlgorithmicMedia", AigcLabel.Suspected), (reading.Record.SourceType, reading.Record.Aigc?.Label));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30));
        var laundered = ProvenanceReader.Verify(file.To("jpeg").Bytes!);
        Assert.Equal(("trainedAlgorithmicMedia", AigcLabel.Suspected), (laundered.Record.SourceType, laundered.Record.Aigc?.Label));
        Assert.Empty(laundered.Problems);
    }

    [Theory]
    [InlineData("attributes")]
    [InlineData("resource")]
    [InlineData("padded")]
    [InlineData("bare code")]
    [InlineData("https")]
    public void Every_way_of_writing_the_same_labels_is_understood(string way)
    {
        var reading = ProvenanceReader.Verify(PictureEncoder.Encode(Grey, new(OutputFormat.Png), Packet(way)).Bytes);

        Assert.Empty(reading.Problems);
        Assert.Equal(("trainedAlgorithmicMedia", new AigcLabel("1", "p")), (reading.Record.SourceType, reading.Record.Aigc));
    }

    [Theory]
    [InlineData("{\"Label\":\"9\"}")]
    [InlineData("{\"Label\":")]
    [InlineData("[1,2]")]
    [InlineData("{\"Label\":1}")]
    [InlineData("{\"Label\":\"1\",\"ContentProducer\":\"\\ud800\"}")]
    public void An_AIGC_field_that_is_no_label_counts_as_suspected(string json)
    {
        var packet = Wrapped($"<TC260:AIGC>{json.Replace("<", "&lt;", StringComparison.Ordinal)}</TC260:AIGC>");

        var reading = ProvenanceReader.Verify(PictureEncoder.Encode(Grey, new(OutputFormat.Webp), packet).Bytes);

        Assert.Equal((AigcLabel.Suspected, "aigc-unreadable"), (reading.Record.Aigc?.Label, Assert.Single(reading.Problems)));
    }

    [Fact]
    public void A_label_in_a_text_chunk_of_a_PNG_is_found_and_carried_on()
    {
        using var image = Grey.ToVips().Mutate(fields => fields.Set(GValue.GStrType, "png-comment-0-AIGC", Aigc));

        var converted = image.PngsaveBuffer().To("jpeg").Bytes!;

        Assert.Equal(new AigcLabel("1", "p"), ProvenanceReader.Verify(converted).Record.Aigc);
    }

    [Fact]
    public void Content_credentials_are_noticed_and_their_word_on_AI_is_carried_on()
    {
        byte[] manifest = [0x63, 0x32, 0x70, 0x61, 0x00, 0x11, 0x00, 0x10, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71, .. Encoding.ASCII.GetBytes(Generated)];
        var jpeg = PictureEncoder.Encode(Grey, new(OutputFormat.Jpeg)).Bytes;
        byte[] segment = [0xFF, 0xEB, 0, (byte)(manifest.Length + 2), .. manifest];
        byte[] signed = [.. jpeg[..2], .. segment, .. jpeg[2..]];

        var reading = ProvenanceReader.Verify(signed);

        Assert.Equal((true, "trainedAlgorithmicMedia"), (reading.ContentCredentials, reading.Record.SourceType));
        Assert.Equal("trainedAlgorithmicMedia", ProvenanceReader.Verify(signed.To("png").Bytes!).Record.SourceType);
    }

    [Fact]
    public void Fields_of_a_label_cannot_break_out_of_the_packet()
    {
        var label = new AigcLabel("1", "</TC260:AIGC><x>&bomb;\u0001\uFFFF\"'", "]]>");

        var record = ProvenanceRecord.None.Then(new(Making.Generated, "created", "ours", label));

        Assert.Equal(label, XmpReading.TryRead(XmpPacket.Write(record)!)!.Aigc);
    }

    [Fact]
    public void Labels_of_any_size_fit_into_a_JPEG_and_the_label_itself_is_never_what_is_left_out()
    {
        var huge = new string('é', 1_024);
        var label = new AigcLabel("1", huge, huge, huge, huge, huge, huge);
        var record = ProvenanceRecord.None.Then(new(Making.Generated, "created", "theirs", label));
        for (var i = 0; i < 10; i++) record = record.Then(new(Making.Generated, "created", "ours", label with { ProduceId = $"{i}" }));

        var reading = ProvenanceReader.Verify(PictureEncoder.Encode(Grey, new(OutputFormat.Jpeg), XmpPacket.Write(record)).Bytes);

        Assert.Empty(reading.Problems);
        Assert.Equal(("trainedAlgorithmicMedia", record.Aigc), (reading.Record.SourceType, reading.Record.Aigc));
    }

    [Fact]
    public void The_history_of_other_software_is_not_carried_on()
    {
        var packet = Wrapped("<xmpMM:History xmlns:xmpMM='http://ns.adobe.com/xap/1.0/mm/' xmlns:stEvt='http://ns.adobe.com/xap/1.0/sType/ResourceEvent#'><rdf:Seq><rdf:li rdf:parseType='Resource'><stEvt:action>saved</stEvt:action><stEvt:softwareAgent>Secret</stEvt:softwareAgent><stEvt:parameters>from C:\\Secret</stEvt:parameters></rdf:li></rdf:Seq></xmpMM:History>");

        Assert.Empty(XmpReading.TryRead(packet)!.Steps);
    }

    private static byte[] Packet(string what)
    {
        var labels = $"<Iptc4xmpExt:DigitalSourceType>{Generated}</Iptc4xmpExt:DigitalSourceType><TC260:AIGC>{Aigc}</TC260:AIGC>";
        return what switch
        {
            "entity bomb" => [.. Encoding.UTF8.GetBytes(Bomb()), .. Wrapped(labels + "&e9;")],
            "a document type" => [.. "<!DOCTYPE x [<!ELEMENT x ANY>]>"u8, .. Wrapped(labels)],
            "external entity" => [.. "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"u8, .. Wrapped(labels + "&e;")],
            "half a packet" => Wrapped(labels)[..^60],
            "too deep" => Wrapped(labels + string.Concat(Enumerable.Repeat("<a>", 5_000)) + string.Concat(Enumerable.Repeat("</a>", 5_000))),
            "too large" => Wrapped(labels + new string('x', 400_000)),
            "not XML" => Encoding.UTF8.GetBytes($"{Generated} http://www.tc260.org.cn/ns/AIGC/1.0/ {Aigc}"),
            "bad characters" => Wrapped(labels + "\u0001"),
            "attributes" => Encoding.UTF8.GetBytes($"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:Iptc4xmpExt='http://iptc.org/std/Iptc4xmpExt/2008-02-29/' xmlns:TC260='http://www.tc260.org.cn/ns/AIGC/1.0/' Iptc4xmpExt:DigitalSourceType='{Generated}' TC260:AIGC='{Aigc}'/></rdf:RDF>"),
            "resource" => Wrapped($"<Iptc4xmpExt:DigitalSourceType rdf:resource='{Generated}'/><TC260:AIGC>{Aigc}</TC260:AIGC>"),
            "padded" => [.. Wrapped(labels), .. new byte[2_000]],
            "bare code" => Wrapped(labels.Replace(Generated, "trainedAlgorithmicMedia", StringComparison.Ordinal)),
            _ => Wrapped(labels.Replace("http://cv", "https://cv", StringComparison.Ordinal)),
        };
    }

    private static byte[] Wrapped(string content) => Encoding.UTF8.GetBytes(
        $"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' xmlns:Iptc4xmpExt='http://iptc.org/std/Iptc4xmpExt/2008-02-29/' xmlns:TC260='http://www.tc260.org.cn/ns/AIGC/1.0/'>{content}</rdf:Description></rdf:RDF></x:xmpmeta>");

    private static string Bomb() =>
        "<!DOCTYPE x [<!ENTITY e0 'lol'>" + string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY e{i} '{string.Concat(Enumerable.Repeat($"&e{i - 1};", 10))}'>")) + "]>";
}
