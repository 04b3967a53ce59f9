namespace Aigc.ImageService.Vision;

/// <summary>
/// Settles what network and colours make of a photo differently. The network knows a shadow when it sees one, and takes a dark smooth panel for
/// one as well; the colour cut takes shadows along, and loses no panel. What the edges say decides between them.
/// </summary>
internal static class CutReconciling
{
    // Fewer are a chance contact.
    private const int LeastBorder = 4;
    private const double ShadowThrough = 0.7;

    // A part of the product may be left out along a seam, which is an edge as well, but seldom as hard as its outline. What looks like a shadow
    // has to be harder yet; what is too dark or coloured for one needs less.
    private const double HardAsSeam = 0.6;
    private const double HardAsOutline = 0.75;
    private const double MostlyShadow = 0.5;

    /// <summary>Intersection over union of both cuts; 0 where neither found anything.</summary>
    public static double AgreementOf(bool[] byNetwork, bool[] byColour)
    {
        var (both, either) = (0, 0);
        for (var p = 0; p < byNetwork.Length; p++)
        {
            if (byNetwork[p] && byColour[p]) both++;
            if (byNetwork[p] || byColour[p]) either++;
        }
        return either == 0 ? 0 : (double)both / either;
    }

    /// <summary>The network's cut, with the parts given back that it alone left out and that are no shadow.</summary>
    public static bool[] Settle(bool[] byNetwork, bool[] byColour, Trimap trimap)
    {
        var dropped = Components.Of([.. byNetwork.Zip(byColour, (network, colour) => colour && !network)], trimap.Width, trimap.Height);
        var borders = new Borders[dropped.All.Count];
        var numbers = dropped.Numbers();
        for (var p = 0; p < numbers.Length; p++) if (numbers[p] >= 0) borders[numbers[p]].Add(p, byNetwork, byColour, trimap);
        var shade = dropped.Share(p => trimap.IsShadowLike(p) && trimap.Ground.Lightness[p] > -26);
        var dark = dropped.Share(trimap.IsShadowLike);
        var given = dropped.Keep((_, part) => borders[part].IsInside ? shade[part] < ShadowThrough : borders[part].IsProduct(dark[part] < MostlyShadow ? HardAsSeam : HardAsOutline));
        return [.. byNetwork.Zip(given, (network, back) => network || back)];
    }

    /// <summary>
    /// How hard the edges of a part are, on its side to the ground and on that to the product. A shadow fades into the ground and ends at the
    /// product's outline; a part of the product ends at the ground and goes over into the rest of it.
    /// </summary>
    private struct Borders
    {
        private double _ground;
        private double _product;
        private int _groundPixels;
        private int _productPixels;

        public readonly bool IsInside => _groundPixels < LeastBorder;

        public readonly bool IsProduct(double hard) => _productPixels >= LeastBorder && _ground / _groundPixels > hard * _product / _productPixels;

        public void Add(int p, bool[] byNetwork, bool[] byColour, Trimap trimap)
        {
            var (toGround, toProduct) = (0f, 0f);
            foreach (var q in trimap.Beside(p))
            {
                var edge = MathF.Max(trimap.EdgeAt(p), trimap.EdgeAt(q));
                if (byNetwork[q]) toProduct = MathF.Max(toProduct, edge);
                else if (!byColour[q]) toGround = MathF.Max(toGround, edge);
            }
            if (toGround > 0) (_ground, _groundPixels) = (_ground + toGround, _groundPixels + 1);
            if (toProduct > 0) (_product, _productPixels) = (_product + toProduct, _productPixels + 1);
        }
    }
}
