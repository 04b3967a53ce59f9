using System.Buffers.Binary;

namespace Aigc.ImageService.Decoding;

/// <summary>Tells an animated PNG (APNG, PNG third edition 11.3.6): loaders that know of none show its first frame and say nothing.</summary>
internal static class PngAnimation
{
    private const int Signature = 8;
    private const int LengthAndType = 8;
    private const int Crc = 4;

    /// <summary>The control chunk stands before the first pixels; anything behind them makes no animation.</summary>
    /// <returns>Whether there is more than one frame; false for what is no PNG.</returns>
    public static bool IsIn(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47])) return false;
        for (var rest = file[Math.Min(file.Length, Signature)..]; rest.Length >= LengthAndType + Crc;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            var type = rest[4..LengthAndType];
            if (type.SequenceEqual("IDAT"u8) || length > rest.Length - LengthAndType - Crc) return false;
            if (type.SequenceEqual("acTL"u8)) return length >= 4 && BinaryPrimitives.ReadUInt32BigEndian(rest[LengthAndType..]) > 1;
            rest = rest[(LengthAndType + (int)length + Crc)..];
        }
        return false;
    }
}
