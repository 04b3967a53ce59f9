using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using static Aigc.ImageService.Provenance.XmpNames;

namespace Aigc.ImageService.Provenance;

/// <summary>
/// Reads the labels out of XMP packets that strangers wrote: no document types, no entities, bounded in size and depth, one pass. Values may
/// stand as elements or as attributes of their description.
/// </summary>
internal sealed class XmpReading
{
    private const int MaxBytes = 256 * 1024;
    private const int MaxDepth = 32;
    private readonly List<ProvenanceStep> _steps = [];
    private readonly XmpReferences _references = new();
    private string? _source;
    private AigcLabel? _aigc;
    private (string Action, string Agent) _event = ("", "");

    private ProvenanceRecord Record => new(_source, _aigc, _steps) { Descent = _references.Descent };

    /// <returns>Null where the packet is too large, broken or hostile.</returns>
    public static ProvenanceRecord? TryRead(byte[] packet)
    {
        if (packet.Length > MaxBytes) return null;
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxBytes, MaxCharactersFromEntities = 1, IgnoreComments = true, IgnoreWhitespace = true };
        try
        {
            var reading = new XmpReading();
            using var reader = XmlReader.Create(new MemoryStream(Trimmed(packet)), settings);
            return reading.Read(reader) ? reading.Record : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private bool Read(XmlReader reader)
    {
        XName? within = null;
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth) return false;
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var (element, isEmpty) = (NameOf(reader), reader.IsEmptyElement);
                    within = isEmpty ? null : element;
                    _references.Enter(element);
                    ReadAttributes(reader);
                    if (isEmpty) _references.Leave(element);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when within is not null:
                    Take(within, reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    _references.Leave(NameOf(reader));
                    within = null;
                    break;
            }
        }
        return true;
    }

    private void ReadAttributes(XmlReader reader)
    {
        var element = NameOf(reader);
        while (reader.MoveToNextAttribute())
        {
            var name = NameOf(reader);
            // A URI may be the resource that an element points at.
            Take(name == Rdf + "resource" ? element : name, reader.Value);
        }
    }

    private static XName NameOf(XmlReader reader) => XName.Get(reader.LocalName, reader.NamespaceURI);

    private void Take(XName name, string value)
    {
        if (name == IptcExt + "DigitalSourceType") _source = DigitalSourceType.Stronger(_source, DigitalSourceType.CodeOf(value));
        else if (name == Tc260 + "AIGC") _aigc ??= AigcLabel.TryParse(value);
        else if (name == Event + "action") _event.Action = Word(value);
        else if (name == Event + "softwareAgent") _event.Agent = Word(value);
        else if (name == Event + "parameters") TakeStep(value);
        else _references.Take(name, value);
    }

    // Steps of other software say nothing of labels, and may say who worked where: they are left out.
    private void TakeStep(string parameters)
    {
        if (_steps.Count >= ProvenanceRecord.MaxSteps || parameters.Length > MaxBytes / 4) return;
        try
        {
            var note = JsonSerializer.Deserialize(parameters, AigcLabelJson.Shared.StepNote);
            if (note is null) return;
            var label = note.Aigc is null ? null : AigcLabel.TryParse(note.Aigc.ToJson());
            _steps.Add(new(_event.Action, _event.Agent, new(DigitalSourceType.CodeOf(note.SourceType), label, note.Visible is null ? null : Word(note.Visible))));
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Not a step of ours.
        }
    }

    private static string Word(string value) => value.Length > 100 ? value[..100] : value;

    // Some writers pad with zero bytes or white space, which XML does not allow in front.
    private static byte[] Trimmed(byte[] packet) => packet.AsSpan().Trim("\0 \r\n\t"u8).ToArray();
}
