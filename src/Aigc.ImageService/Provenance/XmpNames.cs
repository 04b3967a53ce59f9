using System.Xml.Linq;

namespace Aigc.ImageService.Provenance;

/// <summary>Names in XMP packets (ISO 16684-1; IPTC Extension 1.8; TC260-PG-20258A; history and references of XMP Media Management).</summary>
internal static class XmpNames
{
    public static readonly XNamespace Meta = "adobe:ns:meta/";
    public static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    public static readonly XNamespace IptcExt = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
    public static readonly XNamespace Tc260 = "http://www.tc260.org.cn/ns/AIGC/1.0/";
    public static readonly XNamespace Media = "http://ns.adobe.com/xap/1.0/mm/";
    public static readonly XNamespace Event = "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#";
    public static readonly XNamespace Reference = "http://ns.adobe.com/xap/1.0/sType/ResourceRef#";
}
