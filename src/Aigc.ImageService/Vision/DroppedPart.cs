namespace Aigc.ImageService.Vision;

/// <summary>
/// A part that the colours took for product and the network did not. A shadow fades into the ground, ends at the product's outline and lies
/// beneath or beside what throws it; a part of the product ends at the ground and goes over into the rest of it.
/// </summary>
internal struct DroppedPart
{
    // Fewer are a chance contact.
    private const int LeastBorder = 4;

    // A part of the product may be left out along a seam, which is an edge as well, but seldom as hard as its outline. What looks like a shadow
    // has to be harder yet; what is too dark or coloured for one needs less.
    private const double HardAsSeam = 0.6;
    private const double HardAsOutline = 0.75;
    private const double MostlyShadow = 0.5;

    // Nearly all border: no part, but the blur of the outline, which both cuts end in at different pixels. Only where the network half believes
    // in it is it a cord or a strap.
    private const double ThinPart = 1.5;
    private const double HalfBelieved = 0.3;

    // Where the network is surer than this of half a part that it is none, no edge tells it better.
    private const float Disbelieved = 0.05f;

    // Of all that hangs below or stands beside the product, most is its shadow: it has to end hard, and harder where the network is sure. The
    // edge of the softest of shadows changes by less, over two pixels.
    private const double HeldShare = 0.75;
    private const double NoPenumbra = 12;
    private const double NoShadow = 25;
    private const double Doubted = 0.15;

    // What has product below it is held up by it. There a seam inside the product may be far harder than the part's own outline.
    private const double HeldEdge = 18;
    private const double HeldHardness = 1 / 3.0;

    private double _ground;
    private double _product;
    private double _guess;
    private int _groundPixels;
    private int _productPixels;
    private int _border;
    private int _area;
    private int _believed;
    private int _held;
    private int _clear;
    private int _shadow;

    /// <param name="toGround">The hardest edge to a pixel that both cuts left out; 0 where there is none.</param>
    /// <param name="toProduct">The hardest edge to one that the network took.</param>
    /// <param name="held">There is product below it.</param>
    /// <param name="clear">It is clearly not of the ground's colour.</param>
    public void Add(float toGround, float toProduct, float guess, bool held, bool clear, bool shadowLike)
    {
        _area++;
        _guess += guess;
        if (guess >= Disbelieved) _believed++;
        if (held) _held++;
        if (clear) _clear++;
        if (shadowLike) _shadow++;
        if (toGround > 0) (_ground, _groundPixels) = (_ground + toGround, _groundPixels + 1);
        if (toProduct > 0) (_product, _productPixels) = (_product + toProduct, _productPixels + 1);
        if (toGround > 0 || toProduct > 0) _border++;
    }

    /// <summary>Belongs to the product's outline. What lies inside of it is a hole, and judged as one.</summary>
    public readonly bool IsProduct => _groundPixels >= LeastBorder && _productPixels >= LeastBorder && 2 * _believed > _area && !IsBlur && (IsHeld ? IsHard || StandsOut : IsHard && EndsHard);

    private readonly double Edge => _ground / _groundPixels;

    private readonly double Hardness => Edge / (_product / _productPixels);

    private readonly bool IsBlur => _area < ThinPart * _border && _guess < HalfBelieved * _area;

    private readonly bool IsHeld => _held >= HeldShare * _area;

    private readonly bool IsHard => Hardness > (_shadow < MostlyShadow * _area ? HardAsSeam : HardAsOutline);

    private readonly bool StandsOut => Edge >= HeldEdge && Hardness > HeldHardness && 2 * _clear > _area;

    private readonly bool EndsHard => Edge >= NoShadow || (Edge >= NoPenumbra && _guess >= Doubted * _area);
}
