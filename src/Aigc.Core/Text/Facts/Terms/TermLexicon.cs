using System.Text.RegularExpressions;
using Aigc.Contracts.Items;

namespace Aigc.Core.Text.Facts.Terms;

/// <summary>Materials, colours and claims by their words, English and Chinese; the longest words at a place count.</summary>
internal sealed partial class TermLexicon
{
    private static readonly HashSet<string> Denials = new(StringComparer.OrdinalIgnoreCase) { "not", "no", "non", "without", "never", "isn't", "aren't", "neither", "nor" };
    private readonly Dictionary<string, List<(string[] Words, Term Term)>> _english = new(StringComparer.Ordinal);
    private readonly Dictionary<char, List<(string Words, Term Term)>> _chinese = [];
    private readonly List<Term> _terms = [];

    private TermLexicon()
    {
        Add("Facts.Data.materials.tsv", FactKind.Material);
        Add("Facts.Data.colours.tsv", FactKind.Colour);
        Add("Facts.Data.claims.tsv", FactKind.Claim);
        foreach (var list in _english.Values) list.Sort((a, b) => b.Words.Length.CompareTo(a.Words.Length));
        foreach (var list in _chinese.Values) list.Sort((a, b) => b.Words.Length.CompareTo(a.Words.Length));
    }

    public static TermLexicon Shipped { get; } = new();

    public IReadOnlyList<Term> Terms => _terms;

    public IReadOnlyList<TermHit> Find(string text)
    {
        var hits = new List<TermHit>();
        FindEnglish(text, hits);
        FindChinese(text, hits);
        return hits;
    }

    /// <summary>Lower case, one form for one and for many.</summary>
    public static string Folded(string word)
    {
        var lower = word.ToLowerInvariant();
        return lower.Length > 3 && lower[^1] == 's' && lower[^2] is not ('s' or 'u' or 'i') ? lower[..^1] : lower;
    }

    private void FindEnglish(string text, List<TermHit> hits)
    {
        var words = Word().Matches(text).Select(match => (match.Index, match.Length, Folded: Folded(match.Value))).ToList();
        for (var i = 0; i < words.Count; i++)
        {
            if (!_english.TryGetValue(words[i].Folded, out var candidates)) continue;
            // Several terms may share their words: "recycled" is a material and a claim.
            var longest = 0;
            foreach (var (form, term) in candidates)
            {
                if (form.Length < longest || !Stands(form, text, words, i)) continue;
                longest = form.Length;
                var last = words[i + form.Length - 1];
                var denied = i > 0 && Denials.Contains(text.Substring(words[i - 1].Index, words[i - 1].Length)) || (i > 1 && words[i - 1].Folded is "a" or "the" or "fully" && Denials.Contains(text.Substring(words[i - 2].Index, words[i - 2].Length)));
                hits.Add(new(words[i].Index, last.Index + last.Length - words[i].Index, term, denied));
            }
            if (longest > 1) i += longest - 1;
        }
    }

    private static bool Stands(string[] form, string text, List<(int Index, int Length, string Folded)> words, int at)
    {
        if (at + form.Length > words.Count) return false;
        for (var k = 1; k < form.Length; k++)
        {
            var (before, next) = (words[at + k - 1], words[at + k]);
            var gap = text.AsSpan(before.Index + before.Length, next.Index - before.Index - before.Length);
            if (next.Folded != form[k] || gap.Length > 1 || (gap.Length == 1 && gap[0] is not (' ' or '-' or '\u2011'))) return false;
        }
        return true;
    }

    private void FindChinese(string text, List<TermHit> hits)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!_chinese.TryGetValue(text[i], out var candidates)) continue;
            var longest = 0;
            foreach (var (form, term) in candidates)
            {
                if (form.Length < longest || string.CompareOrdinal(text, i, form, 0, form.Length) != 0) continue;
                longest = form.Length;
                hits.Add(new(i, form.Length, term, i > 0 && text[i - 1] is '不' or '非' or '未' && form[0] is not ('不' or '非' or '无')));
            }
            if (longest > 1) i += longest - 1;
        }
    }

    private void Add(string file, FactKind kind)
    {
        foreach (var line in WordFile.Read(file))
        {
            var (english, chinese) = (WordFile.Parts(line[1]), WordFile.Parts(line[2]));
            var term = new Term(line[0], kind, english[0], chinese.FirstOrDefault() ?? english[0], line.Length > 3 ? WordFile.Parts(line[3]) : []);
            _terms.Add(term);
            foreach (var form in english.Concat(chinese.Where(word => word.All(char.IsAscii)))) Index(Word().Matches(form).Select(match => Folded(match.Value)).ToArray(), term);
            foreach (var form in chinese.Where(word => !word.All(char.IsAscii)))
            {
                if (!_chinese.TryGetValue(form[0], out var list)) _chinese[form[0]] = list = [];
                list.Add((form, term));
            }
        }
    }

    private void Index(string[] words, Term term)
    {
        if (!_english.TryGetValue(words[0], out var list)) _english[words[0]] = list = [];
        list.Add((words, term));
    }

    [GeneratedRegex(@"[A-Za-z\u00c0-\u024f\d]+(?:['’][A-Za-z]+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
