using System.Diagnostics;
using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Rendering;
using Aigc.ImageService.Triage;
using Aigc.ImageService.Vision;

namespace Aigc.ImageService.Pipeline;

/// <summary>The photo of a request. What is derived of it is made when the first step asks for it, and once.</summary>
internal sealed class Source(CutoutCache cutouts, ImageWork work, CancellationToken cancellationToken = default) : IDisposable
{
    private CutPhoto? _cut;
    private ProvenanceReading? _provenance;
    private TriageVerdict? _verdict;
    private ProductLayer? _product;
    private readonly Dictionary<float, PreparedProduct> _enlarged = [];

    public ImageWork Work => work;

    /// <summary>Told how far the model of the step at work has come.</summary>
    public Action<PaintProgress> Painted { get; set; } = _ => { };

    /// <summary>The same for models.</summary>
    public IProgress<DiffusionProgress> Painting => new Forwarding(this);

    /// <summary>What cut the product out.</summary>
    public string CutEngine => Cut.Engine;

    /// <summary>Nobody waits for the pictures any more: asked between two stages of a step.</summary>
    public CancellationToken Cancelled => cancellationToken;

    /// <summary>What guesses at subjects, until nobody waits any more; null where none is installed.</summary>
    public CutoutNetwork? CutNetwork => cutouts.Network?.Until(cancellationToken);

    public Picture Photo => Cut.Photo;

    public Cutout Cutout => Cut.Cutout;

    /// <summary>What the file says of its making.</summary>
    public ProvenanceReading Provenance => _provenance ??= ProvenanceReader.Verify(work.Image);

    /// <summary>The verdict where a step asked for it.</summary>
    public TriageVerdict? KnownVerdict => _verdict;

    /// <summary>Time spent on decoding and cutting out.</summary>
    public TimeSpan CutTime { get; private set; }

    public TriageVerdict Verdict => _verdict ??= Overruling.Apply(TriageJudge.Judge(Photo, Cutout, Thresholds.Shipped), work.Request.Overrule);

    /// <summary>Puts what the subject is into the verdict.</summary>
    public void SeenAs(SubjectClass? seen) => _verdict = Verdict with { Class = seen };

    /// <summary>The subject on nothing; null where it cannot be separated from its ground.</summary>
    public ProductLayer? Product => Verdict.Outcome == TriageOutcome.Reject ? null : _product ??= ProductLayer.From(Photo, Cutout);

    private CutPhoto Cut => _cut ??= Timed();

    /// <summary>The product at a scale: steps that want it in one size share it.</summary>
    public PreparedProduct Enlarged(float scale, Func<PreparedProduct> make) => _enlarged.TryGetValue(scale, out var made) ? made : _enlarged[scale] = make();

    public void Dispose()
    {
        _product?.Dispose();
        foreach (var made in _enlarged.Values) made.Layer.Dispose();
    }

    // Told on the thread that paints: a state that lags behind the work would be told after its end.
    private sealed class Forwarding(Source source) : IProgress<DiffusionProgress>
    {
        public void Report(DiffusionProgress value) => source.Painted(new(value.Step, value.Steps));
    }

    private CutPhoto Timed()
    {
        var watch = Stopwatch.StartNew();
        var cut = cutouts.Get(work.Image, Overruling.KeepsMarks(work.Request.Overrule), cancellationToken);
        CutTime = watch.Elapsed;
        return cut;
    }
}
