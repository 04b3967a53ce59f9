using System.Security.Cryptography;
using System.Text;
using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using NetVips;

namespace Aigc.ImageService.Provenance;

/// <summary>What is in a file.</summary>
/// <param name="Sha256">Of its bytes, lower-case hex.</param>
/// <param name="ContentCredentials">There is a C2PA manifest. It is neither checked nor carried through a re-encoding; what it says of generative AI is.</param>
/// <param name="Problems"><c>xmp-unreadable</c>: the packet is broken, too large or hostile, and was only searched for known marks;
/// <c>aigc-unreadable</c>: an AIGC field is there but is not the JSON it should be.</param>
internal sealed record ProvenanceReading(string Sha256, ProvenanceRecord Record, bool ContentCredentials, IReadOnlyList<string> Problems)
{
    public ProvenanceReport ToReport() => new(
        Sha256, Record.Aigc is not null || DigitalSourceType.IsGenerative(Record.SourceType), Record.SourceType,
        Record.Aigc is { } mark ? new(mark.Label, Said(mark.ContentProducer), Said(mark.ProduceId), Said(mark.ContentPropagator), Said(mark.PropagateId)) : null,
        Record.VisibleText, [.. Record.Steps.Select(step => new ProvenanceEntry(step.Action, step.Agent, step.Note.SourceType))], ContentCredentials, Problems)
    { Descent = Record.Descent };

    /// <summary>What is said of a file that is made from this one.</summary>
    /// <param name="others">What else goes into it.</param>
    public Descent Descendant(IEnumerable<ProvenanceReading> others) => new(Sha256, Record.Descent?.Original ?? Sha256, [.. others.Select(other => other.Sha256)]);

    private static string? Said(string field) => field.Length == 0 ? null : field;
}

/// <summary>Reads labels from JPEG, PNG, WebP and AVIF files. Breaking a label does not remove it: what cannot be read counts as suspected.</summary>
internal static class ProvenanceReader
{
    // The UUID of C2PA's manifest boxes (ISO 19566-5 JUMBF; C2PA 2.x, "c2pa" + 0011-0010-800000AA00389B71).
    private static readonly byte[] ManifestBox = [0x63, 0x32, 0x70, 0x61, 0x00, 0x11, 0x00, 0x10, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71];

    /// <exception cref="ImageProblemException">The file is no image that is taken.</exception>
    public static ProvenanceReading Verify(byte[] bytes) => ImageDecoder.ReadHeader(bytes, header => Of(bytes, header));

    private static ProvenanceReading Of(byte[] bytes, Image header)
    {
        var problems = new List<string>();
        var record = FromXmp(header, problems);
        if (record.Aigc is null && FromPngText(header, problems) is { } label) record = record with { Aigc = label };
        var credentials = bytes.AsSpan().IndexOf(ManifestBox) >= 0;
        if (credentials) record = record with { SourceType = DigitalSourceType.Stronger(record.SourceType, MarkIn(bytes)) };
        return new(Convert.ToHexStringLower(SHA256.HashData(bytes)), record, credentials, problems);
    }

    private static ProvenanceRecord FromXmp(Image header, List<string> problems)
    {
        if (!header.Contains("xmp-data")) return ProvenanceRecord.None;
        var packet = (byte[])header.Get("xmp-data");
        var record = XmpReading.TryRead(packet);
        if (record is null) problems.Add("xmp-unreadable");
        record ??= ProvenanceRecord.None with { SourceType = MarkIn(packet) };
        if (record.Aigc is not null || packet.AsSpan().IndexOf("tc260.org.cn/ns/AIGC"u8) < 0) return record;
        problems.Add("aigc-unreadable");
        return record with { Aigc = new AigcLabel(AigcLabel.Suspected) };
    }

    // Some generators write the JSON as a text chunk of its own.
    private static AigcLabel? FromPngText(Image header, List<string> problems)
    {
        foreach (var field in header.GetFields().Where(field => field.StartsWith("png-comment-", StringComparison.Ordinal) && field.EndsWith("-AIGC", StringComparison.Ordinal)))
        {
            if (AigcLabel.TryParse(header.Get(field) as string) is { } label) return label;
            problems.Add("aigc-unreadable");
            return new(AigcLabel.Suspected);
        }
        return null;
    }

    private static string? MarkIn(ReadOnlySpan<byte> bytes)
    {
        foreach (var code in DigitalSourceType.Generative)
            if (bytes.IndexOf(Encoding.ASCII.GetBytes("/" + code)) >= 0) return code;
        return null;
    }
}
