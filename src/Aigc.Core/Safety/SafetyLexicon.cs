using Aigc.Core.Safety.Lexicon;

namespace Aigc.Core.Safety;

/// <summary>The built-in word lists, for adapters that judge beside them.</summary>
public static class SafetyLexicon
{
    public static ITextModerator Create() => new LexiconModerator();
}
