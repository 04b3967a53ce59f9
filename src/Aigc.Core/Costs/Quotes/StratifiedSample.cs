using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Aigc.Contracts.Products;
using Aigc.Core.Products;

namespace Aigc.Core.Costs;

/// <summary>
/// A sample of a feed that keeps its proportions: by top category, length of the product's text, and script. Which products of a stratum are
/// in it follows from their ids, so that the same feed gives the same sample.
/// </summary>
internal sealed class StratifiedSample
{
    /// <summary>The most that one stratum keeps, and so the largest sample of a feed that has only one.</summary>
    public const int MostKept = 500;

    private const int MostStrata = 300;
    private const string Others = "others";
    private readonly Dictionary<string, Stratum> _strata = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Stratum> Strata => _strata.Values;

    /// <summary>Products that were looked at.</summary>
    public long Seen => _strata.Values.Sum(stratum => stratum.Count);

    /// <summary>Products that were looked at too, and are not to be produced.</summary>
    public long LeftOut { get; private set; }

    public static string KeyOf(Product product)
    {
        var text = $"{product.Title} {product.Description}";
        var band = text.Length switch { < 200 => "short", < 800 => "medium", _ => "long" };
        return $"{product.Category()?.Split('>')[0].Trim()}|{band}|{(text.Any(IsHan) ? "han" : "other")}";
    }

    public void Add(PageItem item)
    {
        var key = KeyOf(item.Product);
        if (!_strata.ContainsKey(key) && _strata.Count >= MostStrata) key = Others;
        if (!_strata.TryGetValue(key, out var stratum)) _strata[key] = stratum = new(key);
        stratum.Add(item, OrderOf(item));
    }

    public void LeaveOut() => LeftOut++;

    /// <summary>How many of so many products are to be produced, if they are like those that were looked at.</summary>
    public long Of(long products) => LeftOut == 0 ? products : (long)Math.Round((decimal)products * Seen / (Seen + LeftOut));

    /// <summary>So many products, in proportion, and one of each stratum where there is room for all.</summary>
    public IReadOnlyList<PageItem> Take(int size)
    {
        var places = Places(size);
        return [.. places.SelectMany(place => place.Stratum.Kept.Take(place.Count)).OrderBy(item => item.Row)];
    }

    private List<(Stratum Stratum, int Count)> Places(int size)
    {
        var all = _strata.Values.OrderByDescending(stratum => stratum.Count).ThenBy(stratum => stratum.Key, StringComparer.Ordinal).ToList();
        var places = all.ToDictionary(stratum => stratum, _ => 0);
        // Each next place goes to the stratum that is furthest behind its share; a stratum without any is furthest behind.
        for (var left = size; left > 0; left--)
        {
            var next = all.Where(stratum => places[stratum] < stratum.Kept.Count).MaxBy(stratum => (places[stratum] == 0 ? 1 : 0, (double)stratum.Count / (places[stratum] + 1)));
            if (next is null) break;
            places[next]++;
        }
        return [.. places.Select(place => (place.Key, place.Value))];
    }

    private static ulong OrderOf(PageItem item) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(item.Product.Id)));

    private static bool IsHan(char symbol) => symbol is >= '\u3400' and <= '\u9fff';
}

/// <summary>Products that are alike, and as many of them as are kept.</summary>
internal sealed class Stratum(string key)
{
    private readonly SortedList<(ulong Order, long Row), PageItem> _kept = [];

    public string Key { get; } = key;

    public long Count { get; private set; }

    public IReadOnlyList<PageItem> Kept => [.. _kept.Values];

    public void Add(PageItem item, ulong order)
    {
        Count++;
        if (_kept.Count == StratifiedSample.MostKept && _kept.Keys[^1].Order < order) return;
        _kept[(order, item.Row)] = item;
        if (_kept.Count > StratifiedSample.MostKept) _kept.RemoveAt(_kept.Count - 1);
    }
}
