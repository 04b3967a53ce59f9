using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Aigc.ImageService.Tests.Diffusion.Tiny;

/// <summary>Writes an ONNX model; field numbers are those of onnx.proto3.</summary>
internal sealed class OnnxGraph(int seed)
{
    private readonly List<byte[]> _nodes = [];
    private readonly List<byte[]> _weights = [];
    private readonly List<byte[]> _inputs = [];
    private readonly List<byte[]> _outputs = [];
    private readonly Random _random = new(seed);
    private int _next;

    /// <summary>Random weights of about unit gain.</summary>
    public string Weights(params long[] shape)
    {
        var count = shape.Aggregate(1L, (product, size) => product * size);
        var reach = Math.Sqrt(3.0 / Math.Max(1, count / shape[0]));
        return Constant([.. Enumerable.Range(0, (int)count).Select(_ => (float)(((_random.NextDouble() * 2) - 1) * reach))], shape);
    }

    public string Constant(float[] values, params long[] shape) => Initializer(1, shape, MemoryMarshal.AsBytes<float>(values).ToArray());

    public string Constant(params long[] values) => Initializer(7, [values.Length], MemoryMarshal.AsBytes<long>(values).ToArray());

    public string Node(string op, string[] inputs, params (string Name, object Value)[] attributes) => Named($"v{_next++}", op, inputs, attributes);

    public string Named(string output, string op, string[] inputs, params (string Name, object Value)[] attributes)
    {
        _nodes.Add(Message(node =>
        {
            foreach (var input in inputs) Text(node, 1, input);
            Text(node, 2, output);
            Text(node, 4, op);
            foreach (var (name, value) in attributes) Bytes(node, 5, Attribute(name, value));
        }));
        return output;
    }

    /// <param name="type">1 float, 6 int32, 7 int64, 9 bool, 10 float16.</param>
    /// <param name="sizes">A number is fixed, a word is open.</param>
    public void Input(string name, int type, params object[] sizes) => _inputs.Add(Value(name, type, sizes));

    public void Output(string name, int type, params object[] sizes) => _outputs.Add(Value(name, type, sizes));

    public void Save(string file, params (string Key, string Value)[] metadata)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, Message(model =>
        {
            Number(model, 1, 8);
            Bytes(model, 7, Message(graph =>
            {
                _nodes.ForEach(node => Bytes(graph, 1, node));
                Text(graph, 2, "tiny");
                _weights.ForEach(weight => Bytes(graph, 5, weight));
                _inputs.ForEach(input => Bytes(graph, 11, input));
                _outputs.ForEach(output => Bytes(graph, 12, output));
            }));
            Bytes(model, 8, Message(opset => Number(opset, 2, 17)));
            foreach (var (key, value) in metadata) Bytes(model, 14, Message(entry => { Text(entry, 1, key); Text(entry, 2, value); }));
        }));
    }

    private string Initializer(int type, long[] shape, byte[] data)
    {
        var name = $"w{_next++}";
        _weights.Add(Message(tensor =>
        {
            foreach (var size in shape) Number(tensor, 1, size);
            Number(tensor, 2, type);
            Text(tensor, 8, name);
            Bytes(tensor, 9, data);
        }));
        return name;
    }

    private static byte[] Attribute(string name, object value) => Message(attribute =>
    {
        Text(attribute, 1, name);
        switch (value)
        {
            case float number:
                attribute.WriteTag(2, WireFormat.WireType.Fixed32);
                attribute.WriteFloat(number);
                Number(attribute, 20, 1);
                break;
            case int number: Number(attribute, 3, number); Number(attribute, 20, 2); break;
            case long[] numbers:
                foreach (var number in numbers) Number(attribute, 8, number);
                Number(attribute, 20, 7);
                break;
            default: throw new NotSupportedException($"{value.GetType()}");
        }
    });

    private static byte[] Value(string name, int type, object[] sizes) => Message(value =>
    {
        Text(value, 1, name);
        Bytes(value, 2, Message(kind => Bytes(kind, 1, Message(tensor =>
        {
            Number(tensor, 1, type);
            Bytes(tensor, 2, Message(shape =>
            {
                foreach (var size in sizes) Bytes(shape, 1, Message(dimension => { if (size is string word) Text(dimension, 2, word); else Number(dimension, 1, (int)size); }));
            }));
        }))));
    });

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using var stream = new CodedOutputStream(bytes, leaveOpen: true);
        write(stream);
        stream.Flush();
        return bytes.ToArray();
    }

    private static void Text(CodedOutputStream stream, int field, string value)
    {
        stream.WriteTag(field, WireFormat.WireType.LengthDelimited);
        stream.WriteString(value);
    }

    private static void Bytes(CodedOutputStream stream, int field, byte[] value)
    {
        stream.WriteTag(field, WireFormat.WireType.LengthDelimited);
        stream.WriteBytes(ByteString.CopyFrom(value));
    }

    private static void Number(CodedOutputStream stream, int field, long value)
    {
        stream.WriteTag(field, WireFormat.WireType.Varint);
        stream.WriteInt64(value);
    }
}
