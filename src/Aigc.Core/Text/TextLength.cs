using System.Globalization;

namespace Aigc.Core.Text;

/// <summary>Lengths as people count them: a letter with its accents, an emoji with its modifiers, a Chinese character are one each.</summary>
internal static class TextLength
{
    public static int Of(string text)
    {
        var count = 0;
        for (var at = 0; at < text.Length; at += StringInfo.GetNextTextElementLength(text, at)) count++;
        return count;
    }

    /// <summary>As ad systems count: a Chinese, Japanese or Korean character takes the room of two.</summary>
    public static int InColumns(string text) => Of(text) + text.Count(IsWide);

    /// <summary>How many UTF-16 units the first <paramref name="elements"/> characters take.</summary>
    public static int Units(string text, int elements)
    {
        var at = 0;
        for (var count = 0; count < elements && at < text.Length; count++) at += StringInfo.GetNextTextElementLength(text, at);
        return at;
    }

    public static bool IsWide(char symbol) => symbol is >= '\u2e80' and <= '\u9fff' or >= '\uac00' and <= '\ud7a3' or >= '\uf900' and <= '\ufaff' or >= '\uff00' and <= '\uff60';

    /// <summary>Languages whose characters carry about a word each.</summary>
    public static bool IsDense(string language) => language.Split('-', 2)[0] is "zh" or "ja" or "ko";
}
