using Aigc.ImageService.Diffusion.Tokens;

namespace Aigc.ImageService.Diffusion.Components;

/// <summary>What a prompt means to the network.</summary>
/// <param name="Hidden">[1, 77, width].</param>
/// <param name="Pooled">[1, width]; SDXL only.</param>
internal sealed record TextEmbedding(Tensor Hidden, Tensor? Pooled)
{
    public TextEmbedding Zeroed() => new(Zero(Hidden), Pooled is null ? null : Zero(Pooled));

    private static Tensor Zero(Tensor tensor) => new(new float[tensor.Data.Length], tensor.Shape);
}

/// <summary>One encoder as SD has it, or two side by side as SDXL has them.</summary>
/// <param name="isXl">SDXL takes the last layer but one of each encoder, and the pooled projection of the second.</param>
internal sealed class TextEncoders(IReadOnlyList<(OnnxComponent Model, ClipTokenizer Tokens)> encoders, bool isXl) : IDisposable
{
    public static TextEncoders Load(ModelFolder folder, SessionFactory sessions, bool isXl)
    {
        var encoders = new List<(OnnxComponent, ClipTokenizer)>();
        foreach (var (component, tokens) in (ReadOnlySpan<(string, string)>)[("text_encoder", "tokenizer"), ("text_encoder_2", "tokenizer_2")])
            if (folder.LoadIfThere(component, sessions) is { } model) encoders.Add((model, ClipTokenizer.Load(folder.PathOf(tokens))));
        return encoders.Count > 0 ? new(encoders, isXl) : throw ModelConfig.Invalid("The pipeline has no text encoder, and its unet asks for one.");
    }

    public TextEmbedding Encode(string text, CancellationToken cancellationToken)
    {
        Tensor? hidden = null;
        Tensor? pooled = null;
        foreach (var (model, tokens) in encoders)
        {
            var ids = new Tensor(Array.ConvertAll(tokens.Encode(text), id => (float)id), 1, ClipTokenizer.Length);
            string[] outputs = isXl ? [LastButOne(model), PooledName(model)] : ["last_hidden_state"];
            var results = model.Run(outputs, new Dictionary<string, Tensor> { ["input_ids"] = ids }, cancellationToken);
            hidden = hidden is null ? results[0] : hidden.Beside(results[0]);
            if (isXl) pooled = results[1];
        }
        return new(hidden!, pooled);
    }

    public void Dispose()
    {
        foreach (var (model, _) in encoders) model.Dispose();
    }

    private static string PooledName(OnnxComponent model) => model.Gives("text_embeds") ? "text_embeds" : "pooler_output";

    private static string LastButOne(OnnxComponent model)
    {
        var layers = model.Outputs.Count(output => output.StartsWith("hidden_states.", StringComparison.Ordinal));
        return layers >= 2 ? $"hidden_states.{layers - 2}" : throw model.Mismatch("gives no hidden states, which SDXL is conditioned on");
    }
}
