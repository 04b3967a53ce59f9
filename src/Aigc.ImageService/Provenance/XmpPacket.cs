using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using static Aigc.ImageService.Provenance.XmpNames;

namespace Aigc.ImageService.Provenance;

/// <summary>Writes a record as an XMP packet, UTF-8. Only the record: whatever else the source's packet held is not carried on.</summary>
internal static class XmpPacket
{
    // One segment of a JPEG holds 65,535 bytes, with its own header in them.
    private const int MaxBytes = 60_000;

    /// <summary>The labels always fit; of a history that would not, the middle is left out first.</summary>
    /// <returns>Null where there is nothing to say.</returns>
    public static byte[]? Write(ProvenanceRecord? record)
    {
        if (record is null or { IsEmpty: true, Descent: null }) return null;
        var bytes = Serialised(record);
        while (bytes.Length > MaxBytes && record.Steps.Count > 0)
        {
            var middle = record.Steps.Count / 2;
            record = record with { Steps = [.. record.Steps.Where((_, at) => at != middle)] };
            bytes = Serialised(record);
        }
        return bytes;
    }

    private static byte[] Serialised(ProvenanceRecord record)
    {
        var description = new XElement(Rdf + "Description", new XAttribute(Rdf + "about", ""));
        if (record.SourceType is { } source) description.Add(Prefix("Iptc4xmpExt", IptcExt), new XElement(IptcExt + "DigitalSourceType", DigitalSourceType.Uri(source)));
        if (record.Aigc is { } label) description.Add(Prefix("TC260", Tc260), new XElement(Tc260 + "AIGC", label.ToJson()));
        if (record.Steps.Count > 0 || record.Descent is not null) description.Add(Prefix("xmpMM", Media));
        if (record.Descent is { } descent) description.Add(Prefix("stRef", Reference), XmpReferences.Write(descent));
        if (record.Steps.Count > 0) description.Add(Prefix("stEvt", Event), new XElement(Media + "History", new XElement(Rdf + "Seq", record.Steps.Select(Item))));
        var meta = new XElement(Meta + "xmpmeta", Prefix("x", Meta), new XElement(Rdf + "RDF", Prefix("rdf", Rdf), description));
        return Encoding.UTF8.GetBytes($"<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n{meta}\n<?xpacket end=\"w\"?>");
    }

    private static XElement Item(ProvenanceStep step) => new(
        Rdf + "li", new XAttribute(Rdf + "parseType", "Resource"),
        new XElement(Event + "action", step.Action),
        new XElement(Event + "softwareAgent", step.Agent),
        new XElement(Event + "parameters", JsonSerializer.Serialize(step.Note, AigcLabelJson.Shared.StepNote)));

    private static XAttribute Prefix(string prefix, XNamespace name) => new(XNamespace.Xmlns + prefix, name.NamespaceName);
}
