using System.Runtime.InteropServices;
using Aigc.ImageService.Decoding;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Aigc.ImageService.Diffusion.Components;

/// <summary>Turns tensors into the element type that a model declares, and back.</summary>
internal static class TensorValues
{
    public static OrtValue ToOrt(Tensor tensor, string name, NodeMetadata node)
    {
        long[] shape = [.. tensor.Shape.Select(size => (long)size)];
        return node.ElementDataType switch
        {
            TensorElementType.Float => OrtValue.CreateTensorValueFromMemory(tensor.Data, shape),
            TensorElementType.Float16 => OrtValue.CreateTensorValueFromMemory(Halves(tensor.Data), shape),
            TensorElementType.Double => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(tensor.Data, value => (double)value), shape),
            TensorElementType.Int64 => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(tensor.Data, value => (long)value), shape),
            TensorElementType.Int32 => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(tensor.Data, value => (int)value), shape),
            var other => throw new ImageProblemException("model-mismatch", $"Input {name} has the element type {other}, which is not fed.", 409),
        };
    }

    public static Tensor FromOrt(OrtValue value, string name)
    {
        var info = value.GetTensorTypeAndShape();
        int[] shape = [.. info.Shape.Select(size => (int)size)];
        float[] data = info.ElementDataType switch
        {
            TensorElementType.Float => value.GetTensorDataAsSpan<float>().ToArray(),
            TensorElementType.Float16 => Floats(MemoryMarshal.Cast<Float16, Half>(value.GetTensorDataAsSpan<Float16>())),
            TensorElementType.Bool => Array.ConvertAll(value.GetTensorDataAsSpan<bool>().ToArray(), set => set ? 1f : 0f),
            TensorElementType.Int64 => Array.ConvertAll(value.GetTensorDataAsSpan<long>().ToArray(), number => (float)number),
            TensorElementType.Int32 => Array.ConvertAll(value.GetTensorDataAsSpan<int>().ToArray(), number => (float)number),
            var other => throw new ImageProblemException("model-mismatch", $"Output {name} has the element type {other}, which is not read.", 409),
        };
        return new(data, shape);
    }

    private static Float16[] Halves(float[] data)
    {
        var halves = new Float16[data.Length];
        var target = MemoryMarshal.Cast<Float16, Half>(halves.AsSpan());
        for (var i = 0; i < data.Length; i++) target[i] = (Half)data[i];
        return halves;
    }

    private static float[] Floats(ReadOnlySpan<Half> halves)
    {
        var floats = new float[halves.Length];
        for (var i = 0; i < floats.Length; i++) floats[i] = (float)halves[i];
        return floats;
    }
}
