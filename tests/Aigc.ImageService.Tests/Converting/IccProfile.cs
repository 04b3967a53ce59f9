using System.Buffers.Binary;
using System.Text;

namespace Aigc.ImageService.Tests.Converting;

/// <summary>ICC version 2 matrix profiles, built by hand (ICC.1:2001-04).</summary>
internal static class IccProfile
{
    /// <summary>Primaries of Adobe RGB (1998), adapted to D50, gamma 2.2.</summary>
    public static byte[] AdobeLike() => Matrix([0.60974, 0.31111, 0.01947], [0.20528, 0.62567, 0.06087], [0.14919, 0.06322, 0.74457], 2.19921875);

    private static byte[] Matrix(double[] red, double[] green, double[] blue, double gamma)
    {
        var curve = Tag("curv", [0, 0, 0, 1, .. U16((int)Math.Round(gamma * 256)), 0, 0]);
        (string Name, byte[] Data)[] tags =
        [
            ("desc", Tag("desc", [0, 0, 0, 5, .. "Wide\0"u8, .. new byte[78]])), ("cprt", Tag("text", "none\0\0\0\0"u8.ToArray())),
            ("wtpt", Xyz([0.9642, 1, 0.8249])), ("rXYZ", Xyz(red)), ("gXYZ", Xyz(green)), ("bXYZ", Xyz(blue)), ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
        ];
        var at = 132 + (12 * tags.Length);
        var (table, data) = (new List<byte>(U32(tags.Length)), new List<byte>());
        foreach (var (name, bytes) in tags)
        {
            table.AddRange([.. Encoding.ASCII.GetBytes(name), .. U32(at + data.Count), .. U32(bytes.Length)]);
            data.AddRange(bytes);
            while (data.Count % 4 > 0) data.Add(0);
        }
        return [.. Header(at + data.Count), .. table, .. data];
    }

    private static byte[] Header(int size)
    {
        var header = new byte[128];
        U32(size).CopyTo(header, 0);
        header[8] = 2;
        header[9] = 0x10;
        "mntrRGB XYZ "u8.CopyTo(header.AsSpan(12));
        "acsp"u8.CopyTo(header.AsSpan(36));
        Xyz([0.9642, 1, 0.8249])[8..].CopyTo(header, 68);
        return header;
    }

    private static byte[] Tag(string type, byte[] content) => [.. Encoding.ASCII.GetBytes(type), 0, 0, 0, 0, .. content];

    private static byte[] Xyz(double[] xyz) => Tag("XYZ ", [.. xyz.SelectMany(value => U32((int)Math.Round(value * 65536)))]);

    private static byte[] U32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] U16(int value) => U32(value)[2..];
}
