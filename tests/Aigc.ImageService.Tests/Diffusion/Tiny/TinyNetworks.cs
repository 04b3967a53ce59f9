namespace Aigc.ImageService.Tests.Diffusion.Tiny;

/// <summary>The networks of a pipeline, small and with random weights: right in names, types and shapes, and in what depends on what.</summary>
internal static class TinyNetworks
{
    public const int Factor = 4;
    private const int Width = 8;

    public static OnnxGraph Text(TinyShape shape, int width, int seed)
    {
        var graph = new OnnxGraph(seed);
        graph.Input("input_ids", shape.IntIds ? 6 : 7, "batch_size", "sequence_length");
        var words = graph.Node("Gather", [graph.Weights(TinyVocabulary.Count, width), "input_ids"]);
        var first = graph.Node("Tanh", [graph.Node("Add", [words, graph.Weights(77, width)])]);
        var second = graph.Node("Tanh", [graph.Node("MatMul", [first, graph.Weights(width, width)])]);
        Give(graph, shape, "last_hidden_state", second, "b", "s", width);
        if (shape.Xl) foreach (var (layer, value) in new[] { (0, words), (1, first), (2, second) }) Give(graph, shape, $"hidden_states.{layer}", value, "b", "s", width);
        Give(graph, shape, shape.Xl ? "text_embeds" : "pooler_output", graph.Node("ReduceMean", [second], ("axes", new long[] { 1 }), ("keepdims", 0)), "b", width);
        return graph;
    }

    public static OnnxGraph Unet(TinyShape shape)
    {
        var graph = new OnnxGraph(shape.Seed + 1);
        var sample = Take(graph, shape, "sample", "batch_size", shape.Channels, "height", "width");
        var features = Convolved(graph, sample, shape.Channels, shape.UnetWidth);
        features = graph.Node("Add", [features, Spread(graph, Time(graph, shape), shape.UnetWidth)]);
        if (!shape.TryOn) features = graph.Node("Add", [features, Spread(graph, Told(graph, shape), shape.UnetWidth)]);
        // What is far away matters too, as attention would have it.
        var all = graph.Node("MatMul", [graph.Node("Flatten", [graph.Node("GlobalAveragePool", [features])]), graph.Weights(shape.UnetWidth, shape.UnetWidth)]);
        features = graph.Node("Tanh", [graph.Node("Add", [features, Spread(graph, all, shape.UnetWidth)])]);
        for (var layer = 0; layer < shape.UnetDepth; layer++) features = graph.Node("Tanh", [Convolved(graph, features, shape.UnetWidth, shape.UnetWidth)]);
        Give(graph, shape, "out_sample", Convolved(graph, features, shape.UnetWidth, 4), "batch_size", 4, "height", "width");
        return graph;
    }

    /// <summary>A network for latents of nine channels, without text, that gives back four of them as it got them: which, tells what it was fed where.</summary>
    public static OnnxGraph Giving(params int[] channels)
    {
        var graph = new OnnxGraph(0);
        graph.Input("sample", 1, "batch_size", 9, "height", "width");
        graph.Input("timestep", 7);
        graph.Output("out_sample", 1, "batch_size", 4, "height", "width");
        graph.Named("out_sample", "Conv", ["sample", graph.Constant([.. channels.SelectMany(taken => Enumerable.Range(0, 9).Select(channel => channel == taken ? 1f : 0f))], 4, 9, 1, 1)]);
        return graph;
    }

    public static OnnxGraph Encoder(TinyShape shape)
    {
        var graph = new OnnxGraph(shape.Seed + 2);
        var channels = shape.OldExport ? 4 : 8;
        var sample = Take(graph, shape, "sample", "batch_size", 3, "height", "width");
        var latents = graph.Node("Conv", [sample, graph.Weights(channels, 3, Factor, Factor)], ("strides", new long[] { Factor, Factor }));
        Give(graph, shape, shape.OldExport ? "latent_sample" : "latent_parameters", latents, "batch_size", channels, "h", "w");
        return graph;
    }

    public static OnnxGraph Decoder(TinyShape shape)
    {
        var graph = new OnnxGraph(shape.Seed + 3);
        var latents = Take(graph, shape, "latent_sample", "batch_size", 4, "h", "w");
        var picture = graph.Node("ConvTranspose", [latents, graph.Weights(4, 3, Factor, Factor)], ("strides", new long[] { Factor, Factor }));
        Give(graph, shape, "sample", graph.Node("Tanh", [picture]), "batch_size", 3, "height", "width");
        return graph;
    }

    /// <summary>Finds unsafe what is on average brighter than a limit.</summary>
    public static OnnxGraph Checker(float limit)
    {
        var graph = new OnnxGraph(0);
        graph.Input("clip_input", 1, "batch_size", 3, 16, 16);
        graph.Input("images", 1, "batch_size", "height", "width", 3);
        graph.Output("out_images", 1, "batch_size", "height", "width", 3);
        graph.Output("has_nsfw_concepts", 9, "batch_size");
        graph.Named("out_images", "Identity", ["images"]);
        graph.Named("has_nsfw_concepts", "Greater", [graph.Node("ReduceMean", ["images"], ("axes", new long[] { 1, 2, 3 }), ("keepdims", 0)), graph.Constant([limit], 1)]);
        return graph;
    }

    /// <summary>The red of a picture, as a mask.</summary>
    public static OnnxGraph RedMask()
    {
        var graph = new OnnxGraph(0);
        graph.Input("image", 1, 1, 3, 64, 48);
        graph.Output("mask", 1, 1, 1, 64, 48);
        graph.Named("mask", "Conv", ["image", graph.Constant([1f, -1f, 0f], 1, 3, 1, 1)]);
        return graph;
    }

    private static string Time(OnnxGraph graph, TinyShape shape)
    {
        graph.Input("timestep", shape.TimestepType, shape.TimestepSizes);
        var time = graph.Node("Reshape", [graph.Node("Cast", ["timestep"], ("to", 1)), graph.Constant(-1L, 1L)]);
        var waves = graph.Node("Sin", [graph.Node("Mul", [time, graph.Constant([1f, 0.1f, 0.01f, 0.001f], 1, 4)])]);
        return graph.Node("MatMul", [waves, graph.Weights(4, shape.UnetWidth)]);
    }

    private static string Told(OnnxGraph graph, TinyShape shape)
    {
        var text = Take(graph, shape, "encoder_hidden_states", "batch_size", "sequence_length", shape.TextWidth);
        var told = graph.Node("MatMul", [graph.Node("ReduceMean", [text], ("axes", new long[] { 1 }), ("keepdims", 0)), graph.Weights(shape.TextWidth, shape.UnetWidth)]);
        if (shape.Xl)
        {
            told = Plus(graph, told, Take(graph, shape, "text_embeds", "batch_size", 2 * Width), 2 * Width, shape.UnetWidth);
            var ids = graph.Node("Mul", [Take(graph, shape, "time_ids", "batch_size", 6), graph.Constant([0.001f])]);
            told = Plus(graph, told, ids, 6, shape.UnetWidth);
        }
        return shape.Lcm ? Plus(graph, told, Take(graph, shape, "timestep_cond", "batch_size", 16), 16, shape.UnetWidth) : told;
    }

    private static string Plus(OnnxGraph graph, string sum, string input, int from, int to) => graph.Node("Add", [sum, graph.Node("MatMul", [input, graph.Weights(from, to)])]);

    private static string Spread(OnnxGraph graph, string rows, int width) => graph.Node("Reshape", [rows, graph.Constant(-1L, width, 1L, 1L)]);

    private static string Convolved(OnnxGraph graph, string input, int from, int to) =>
        graph.Node("Conv", [input, graph.Weights(to, from, 3, 3)], ("pads", new long[] { 1, 1, 1, 1 }));

    // Networks in half precision compute in single inside: what is tested is their surface.
    private static string Take(OnnxGraph graph, TinyShape shape, string name, params object[] sizes)
    {
        graph.Input(name, shape.Half ? 10 : 1, sizes);
        return shape.Half ? graph.Node("Cast", [name], ("to", 1)) : name;
    }

    private static void Give(OnnxGraph graph, TinyShape shape, string name, string value, params object[] sizes)
    {
        graph.Output(name, shape.Half ? 10 : 1, sizes);
        graph.Named(name, "Cast", [value], ("to", shape.Half ? 10 : 1));
    }
}
