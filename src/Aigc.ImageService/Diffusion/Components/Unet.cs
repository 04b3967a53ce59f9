namespace Aigc.ImageService.Diffusion.Components;

/// <summary>What the network is told beside latents and time; every tensor is of one picture.</summary>
/// <param name="Text">[1, 77, width]; null where the network takes no text.</param>
/// <param name="Pooled">[1, width]; SDXL.</param>
/// <param name="TimeIds">[1, 6]: original size, crop, size; SDXL.</param>
/// <param name="TimestepCond">[1, width]: the embedded guidance of a distilled model.</param>
/// <param name="Beside">[1, channels, h, w] that is appended to the latents: mask and masked latents; null for none.</param>
internal sealed record UnetConditions(Tensor? Text, Tensor? Pooled = null, Tensor? TimeIds = null, Tensor? TimestepCond = null, Tensor? Beside = null);

/// <summary>The network that says what is noise.</summary>
internal sealed class Unet(OnnxComponent model, ModelConfig config) : IDisposable
{
    /// <summary>Channels of the input: 4, or 9 where mask and masked latents are fed as well.</summary>
    public int InChannels { get; } = model.Size("sample", 1) ?? config.Whole("in_channels", 4);

    public int OutChannels { get; } = config.Whole("out_channels", 4);

    public bool TakesText => model.Takes("encoder_hidden_states");

    public bool IsXl => model.Takes("text_embeds");

    public bool TakesGuidance => model.Takes("timestep_cond");

    /// <summary>Width of the embedded guidance.</summary>
    public int GuidanceWidth => model.Size("timestep_cond", 1) ?? config.Whole("time_cond_proj_dim", 256);

    /// <summary>Native width and height, in latents.</summary>
    public int NativeSize => model.Size("sample", 3) ?? config.Whole("sample_size", 64);

    /// <summary>Latents must be a multiple of it: one halving for each level but the last.</summary>
    public int Multiple => 1 << Math.Max(0, config.Numbers("block_out_channels", [320, 640, 1280, 1280]).Length - 1);

    /// <summary>Guided with an unconditional half: e = u + g (c - u) (Ho and Salimans 2022), both halves in one call.</summary>
    /// <param name="sample">[n, out channels, h, w].</param>
    /// <param name="without">Null for no guidance.</param>
    /// <returns>n × out channels × h × w.</returns>
    public float[] Predict(Tensor sample, double timestep, UnetConditions with, UnetConditions? without, double guidance, CancellationToken cancellationToken)
    {
        var conditional = Joined(sample, with);
        if (without is null) return Run(conditional, timestep, [.. Enumerable.Repeat(with, sample.Shape[0])], cancellationToken);
        UnetConditions[] conditions = [.. Enumerable.Repeat(without, sample.Shape[0]), .. Enumerable.Repeat(with, sample.Shape[0])];
        var both = Run(Joined(sample, without).Then(conditional), timestep, conditions, cancellationToken);
        var (half, guided) = (both.Length / 2, new float[both.Length / 2]);
        for (var i = 0; i < half; i++) guided[i] = (float)(both[i] + (guidance * (both[half + i] - both[i])));
        return guided;
    }

    public void Dispose() => model.Dispose();

    private float[] Run(Tensor sample, double timestep, UnetConditions[] conditions, CancellationToken cancellationToken)
    {
        var inputs = new Dictionary<string, Tensor> { ["sample"] = sample, ["timestep"] = Timestep(timestep, sample.Shape[0]) };
        Feed(inputs, "encoder_hidden_states", conditions, condition => condition.Text);
        Feed(inputs, "text_embeds", conditions, condition => condition.Pooled);
        Feed(inputs, "time_ids", conditions, condition => condition.TimeIds);
        Feed(inputs, "timestep_cond", conditions, condition => condition.TimestepCond);
        return model.Run([model.Gives("out_sample") ? "out_sample" : model.Outputs[0]], inputs, cancellationToken)[0].Data;
    }

    private static void Feed(Dictionary<string, Tensor> inputs, string name, UnetConditions[] conditions, Func<UnetConditions, Tensor?> part)
    {
        if (part(conditions[0]) is { } first) inputs[name] = new([.. conditions.SelectMany(condition => part(condition)!.Data)], [conditions.Length, .. first.Shape[1..]]);
    }

    // New exports take a scalar, old ones one number, and some one for each picture.
    private Tensor Timestep(double timestep, int batch)
    {
        var node = model.Input("timestep");
        if (node.Dimensions.Length == 0) return new([(float)timestep], []);
        var isPerPicture = node.Dimensions[0] > 1 || (node.Dimensions[0] < 1 && node.SymbolicDimensions[0] == model.Input("sample").SymbolicDimensions[0]);
        var count = isPerPicture ? batch : 1;
        return new([.. Enumerable.Repeat((float)timestep, count)], count);
    }

    // Latents first, then what is fed beside them, picture by picture.
    private static Tensor Joined(Tensor sample, UnetConditions conditions)
    {
        if (conditions.Beside is not { } beside) return sample;
        var (items, own) = (sample.Shape[0], sample.Data.Length / sample.Shape[0]);
        var data = new float[items * (own + beside.Data.Length)];
        for (var item = 0; item < items; item++)
        {
            sample.Data.AsSpan(item * own, own).CopyTo(data.AsSpan(item * (own + beside.Data.Length)));
            beside.Data.CopyTo(data.AsSpan((item * (own + beside.Data.Length)) + own));
        }
        return new(data, items, sample.Shape[1] + beside.Shape[1], sample.Shape[2], sample.Shape[3]);
    }
}
