using Aigc.ImageService.Models;

namespace Aigc.ImageService.Diffusion.Components;

/// <summary>What the network is told beside latents and time; every tensor is of one picture.</summary>
/// <param name="Text">[1, 77, width]; null where the network takes no text.</param>
/// <param name="Pooled">[1, width]; SDXL.</param>
/// <param name="TimeIds">[1, 6]: original size, crop, size; SDXL.</param>
/// <param name="TimestepCond">[1, width]: the embedded guidance of a distilled model.</param>
/// <param name="Beside">[1, channels, h, w] that is appended to the latents: mask and masked latents; null for none.</param>
internal sealed record UnetConditions(Tensor? Text, Tensor? Pooled = null, Tensor? TimeIds = null, Tensor? TimestepCond = null, Tensor? Beside = null);

/// <summary>The network that says what is noise. Requests that are at work at the same time share its runs.</summary>
internal sealed class Unet : IDisposable
{
    private const int ItemsOnCuda = 4;
    private readonly OnnxComponent _model;
    private readonly ModelConfig _config;
    private readonly SessionFactory _sessions;
    private readonly MicroBatcher<UnetCall, float[]> _batcher;
    private readonly bool _takesTimeOfEach;

    public Unet(OnnxComponent model, ModelConfig config, SessionFactory sessions)
    {
        (_model, _config, _sessions, _takesTimeOfEach) = (model, config, sessions, TakesTimeOfEach(model));
        (InChannels, OutChannels) = (model.Size("sample", 1) ?? config.Whole("in_channels", 4), config.Whole("out_channels", 4));
        _batcher = sessions.Batcher<UnetCall, float[]>(ItemsPerCall, Run);
    }

    /// <summary>Pictures in one call.</summary>
    public int ItemsPerCall => _sessions.ItemsPerCall(ItemsOnCuda);

    /// <summary>Channels of the input: 4, or 9 where mask and masked latents are fed as well.</summary>
    public int InChannels { get; }

    public int OutChannels { get; }

    public bool TakesText => _model.Takes("encoder_hidden_states");

    public bool IsXl => _model.Takes("text_embeds");

    public bool TakesGuidance => _model.Takes("timestep_cond");

    /// <summary>Width of the embedded guidance.</summary>
    public int GuidanceWidth => _model.Size("timestep_cond", 1) ?? _config.Whole("time_cond_proj_dim", 256);

    /// <summary>Native width and height, in latents.</summary>
    public int NativeSize => _model.Size("sample", 3) ?? _config.Whole("sample_size", 64);

    /// <summary>Latents must be a multiple of it: one halving for each level but the last.</summary>
    public int Multiple => 1 << Math.Max(0, _config.Numbers("block_out_channels", [320, 640, 1280, 1280]).Length - 1);

    /// <summary>Whoever predicts step after step says so: the calls of others wait for it, a moment at most, and run with its own.</summary>
    public IDisposable Attend() => _batcher.Attend();

    /// <summary>Guided with an unconditional half: e = u + g (c - u) (Ho and Salimans 2022), both halves in one call.</summary>
    /// <param name="sample">[n, out channels, h, w].</param>
    /// <param name="without">Null for no guidance.</param>
    /// <returns>n × out channels × h × w.</returns>
    public float[] Predict(Tensor sample, double timestep, UnetConditions with, UnetConditions? without, double guidance, CancellationToken cancellationToken)
    {
        var (pictures, conditional) = (sample.Shape[0], Joined(sample, with));
        if (without is null) return Run(new(conditional, timestep, [.. Enumerable.Repeat(with, pictures)]), pictures, cancellationToken);
        UnetConditions[] conditions = [.. Enumerable.Repeat(without, pictures), .. Enumerable.Repeat(with, pictures)];
        var both = Run(new(Joined(sample, without).Then(conditional), timestep, conditions), pictures, cancellationToken);
        var (half, guided) = (both.Length / 2, new float[both.Length / 2]);
        for (var i = 0; i < half; i++) guided[i] = (float)(both[i] + (guidance * (both[half + i] - both[i])));
        return guided;
    }

    public void Dispose() => _model.Dispose();

    private float[] Run(UnetCall call, int pictures, CancellationToken cancellationToken) =>
        _batcher.Run(call.Kind(_takesTimeOfEach), call, pictures, cancellationToken);

    private IReadOnlyList<float[]> Run(IReadOnlyList<UnetCall> calls, CancellationToken cancellationToken)
    {
        var rows = UnetCall.Together(calls);
        var inputs = new Dictionary<string, Tensor> { ["sample"] = rows.Sample, ["timestep"] = Timesteps(calls) };
        Feed(inputs, "encoder_hidden_states", rows.Conditions, condition => condition.Text);
        Feed(inputs, "text_embeds", rows.Conditions, condition => condition.Pooled);
        Feed(inputs, "time_ids", rows.Conditions, condition => condition.TimeIds);
        Feed(inputs, "timestep_cond", rows.Conditions, condition => condition.TimestepCond);
        var output = _model.Run([_model.Gives("out_sample") ? "out_sample" : _model.Outputs[0]], inputs, cancellationToken)[0].Data;
        _sessions.Ran(rows.Conditions.Length);
        return UnetCall.Apart(output, calls);
    }

    private static void Feed(Dictionary<string, Tensor> inputs, string name, UnetConditions[] conditions, Func<UnetConditions, Tensor?> part)
    {
        if (part(conditions[0]) is not null) inputs[name] = Tensor.Joined([.. conditions.Select(condition => part(condition)!)]);
    }

    // New exports take a scalar, old ones one number, and some one for each picture: only those can run requests together that are at different steps.
    private static bool TakesTimeOfEach(OnnxComponent model) => model.Input("timestep") is { Dimensions: [var size, ..] } node
        && (size > 1 || (size < 1 && node.SymbolicDimensions[0] == model.Input("sample").SymbolicDimensions[0]));

    private Tensor Timesteps(IReadOnlyList<UnetCall> calls)
    {
        float[] times = _takesTimeOfEach ? [.. calls.SelectMany(call => Enumerable.Repeat((float)call.Timestep, call.Conditions.Length))] : [(float)calls[0].Timestep];
        return _model.Input("timestep").Dimensions.Length == 0 ? new(times, []) : new(times, times.Length);
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
