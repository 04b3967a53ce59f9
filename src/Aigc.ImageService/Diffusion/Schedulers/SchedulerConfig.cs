using Aigc.ImageService.Diffusion.Components;

namespace Aigc.ImageService.Diffusion.Schedulers;

internal enum SchedulerKind { Ddim, Euler, EulerAncestral, Lcm, DpmSolver }

internal enum Prediction { Epsilon, Velocity, Sample }

internal enum Spacing { Leading, Trailing, Linspace }

/// <summary>What <c>scheduler_config.json</c> says, with the defaults of the class that it names.</summary>
internal sealed record SchedulerConfig
{
    public SchedulerKind Kind { get; init; }
    public int TrainSteps { get; init; } = 1000;
    public double BetaStart { get; init; } = 0.00085;
    public double BetaEnd { get; init; } = 0.012;
    public string BetaSchedule { get; init; } = "scaled_linear";
    public Prediction Prediction { get; init; }
    public Spacing Spacing { get; init; }
    public int StepsOffset { get; init; }
    public bool SetAlphaToOne { get; init; } = true;

    /// <summary>Bound of a clipped prediction of the picture; null where nothing is clipped.</summary>
    public double? Clip { get; init; }

    /// <summary>Steps that a consistency model was distilled over.</summary>
    public int OriginalSteps { get; init; } = 50;

    public double TimestepScaling { get; init; } = 10;
    public bool FinalSigmaZero { get; init; } = true;
    public bool LowerOrderFinal { get; init; } = true;
    public bool EulerAtFinal { get; init; }

    /// <exception cref="Decoding.ImageProblemException"><c>model-invalid</c> 409: something is asked for that this code does not compute.</exception>
    public static SchedulerConfig Read(ModelConfig file)
    {
        var kind = KindOf(file.Text("_class_name", ""));
        Refuse(file);
        var lcm = kind == SchedulerKind.Lcm;
        return new()
        {
            Kind = kind,
            TrainSteps = file.Whole("num_train_timesteps", 1000) is var steps and > 1 and <= 100_000 ? steps : throw Unsupported("num_train_timesteps"),
            BetaStart = file.Number("beta_start", lcm ? 0.00085 : 0.0001),
            BetaEnd = file.Number("beta_end", lcm ? 0.012 : 0.02),
            BetaSchedule = file.Text("beta_schedule", lcm ? "scaled_linear" : "linear"),
            Prediction = PredictionOf(file.Text("prediction_type", "epsilon")),
            Spacing = SpacingOf(file.Text("timestep_spacing", kind is SchedulerKind.Ddim or SchedulerKind.Lcm ? "leading" : "linspace")),
            StepsOffset = file.Whole("steps_offset", 0),
            SetAlphaToOne = file.Flag("set_alpha_to_one", true),
            Clip = kind == SchedulerKind.Ddim && file.Flag("clip_sample", !IsPndm(file)) ? file.Number("clip_sample_range", 1) : null,
            OriginalSteps = file.Whole("original_inference_steps", 50),
            TimestepScaling = file.Number("timestep_scaling", 10),
            FinalSigmaZero = file.Text("final_sigmas_type", "zero") == "zero",
            LowerOrderFinal = file.Flag("lower_order_final", true),
            EulerAtFinal = file.Flag("euler_at_final", false),
        };
    }

    /// <param name="strength">How far a given picture is noised: 1 starts from noise alone, less takes the last part of the steps only.</param>
    /// <param name="eta">Share of fresh noise in DDIM, 0 to 1; the others take none of it.</param>
    public Scheduler Create(int steps, double strength = 1, double eta = 0) => Kind switch
    {
        SchedulerKind.Ddim => new DdimScheduler(this, steps, strength, eta),
        SchedulerKind.Euler => new EulerScheduler(this, steps, strength, ancestral: false),
        SchedulerKind.EulerAncestral => new EulerScheduler(this, steps, strength, ancestral: true),
        SchedulerKind.Lcm => new LcmScheduler(this, steps, strength),
        _ => new DpmSolverScheduler(this, steps, strength),
    };

    // PNDM is the class that old SD 1.x folders name: DDIM runs on the same betas and timesteps, and is its first-order member.
    private static SchedulerKind KindOf(string name) => name switch
    {
        "DDIMScheduler" or "PNDMScheduler" => SchedulerKind.Ddim,
        "EulerDiscreteScheduler" => SchedulerKind.Euler,
        "EulerAncestralDiscreteScheduler" => SchedulerKind.EulerAncestral,
        "LCMScheduler" => SchedulerKind.Lcm,
        "DPMSolverMultistepScheduler" => SchedulerKind.DpmSolver,
        _ => throw Unsupported($"_class_name {name}"),
    };

    private static bool IsPndm(ModelConfig file) => file.Text("_class_name", "") == "PNDMScheduler";

    private static Prediction PredictionOf(string name) => name switch
    {
        "epsilon" => Prediction.Epsilon,
        "v_prediction" => Prediction.Velocity,
        "sample" => Prediction.Sample,
        _ => throw Unsupported($"prediction_type {name}"),
    };

    private static Spacing SpacingOf(string name) => name switch
    {
        "leading" => Spacing.Leading,
        "trailing" => Spacing.Trailing,
        "linspace" => Spacing.Linspace,
        _ => throw Unsupported($"timestep_spacing {name}"),
    };

    private static void Refuse(ModelConfig file)
    {
        foreach (var flag in (string[])["use_karras_sigmas", "use_exponential_sigmas", "use_beta_sigmas", "use_lu_lambdas", "rescale_betas_zero_snr", "thresholding"])
            if (file.Flag(flag, false)) throw Unsupported(flag);
        if (file.Has("trained_betas")) throw Unsupported("trained_betas");
        if (file.Text("algorithm_type", "dpmsolver++") != "dpmsolver++") throw Unsupported("algorithm_type");
        if (file.Text("solver_type", "midpoint") != "midpoint") throw Unsupported("solver_type");
        if (file.Whole("solver_order", 2) != 2) throw Unsupported("solver_order");
    }

    internal static Decoding.ImageProblemException Unsupported(string what) => ModelConfig.Invalid($"scheduler_config.json: {what} is not supported.");
}
