using System.Text;

namespace Aigc.Benchmarks.Feeds;

/// <summary>A CSV feed that is made while it is read; with images, each product names a photo of its own below the media.</summary>
internal sealed class GeneratedFeed(int rows, bool images = false) : Stream
{
    private byte[] _line = "id,title,description,brand,product_type,price,image_link\n"u8.ToArray();
    private int _at;
    private int _row;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var filled = 0;
        while (filled < count)
        {
            if (_at == _line.Length)
            {
                if (_row == rows) break;
                (_line, _at) = (Encoding.UTF8.GetBytes($"sku-{_row},Trail Mug {_row},\"A steel mug with a lid, number {_row}.\",Kestrel,Mugs,{_row % 90}.90 EUR,{(images ? $"{_row}.png" : "")}\n"), 0);
                _row++;
            }
            var part = Math.Min(count - filled, _line.Length - _at);
            Array.Copy(_line, _at, buffer, offset + filled, part);
            (_at, filled) = (_at + part, filled + part);
        }
        return filled;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
