namespace Aigc.Contracts.Prompts;

/// <summary>Errors refuse a save; the rest is shown.</summary>
public enum LintSeverity { Info, Warning, Error }

/// <param name="Code">Stable, kebab-case: <c>vague-words</c>, <c>undeclared-variable</c>, ...</param>
/// <param name="Part"><c>instruction</c>, <c>context</c>, <c>inputData</c>, <c>outputIndicator</c>, <c>demos</c>, <c>inputs</c>, <c>outputs</c>, <c>bindings</c> or <c>sample</c>.</param>
/// <param name="Line">1-based line of the part, or number of the demonstration; null: the part as a whole.</param>
public sealed record LintFinding(string Code, LintSeverity Severity, string Part, int? Line, string Message, string Suggestion);

/// <summary>What the lint says of a template.</summary>
/// <param name="Patterns">The kinds of task that it recognises: <c>generation</c>, <c>extraction</c>, <c>classification</c>, <c>translation</c>, <c>reasoning</c>.</param>
public sealed record LintReport(IReadOnlyList<LintFinding> Findings, PromptSize Size, IReadOnlyList<string> Patterns);

/// <summary>Length of the prompt with its sample filled in.</summary>
/// <param name="Tokenizer"><c>o200k_base</c> or <c>cl100k_base</c>.</param>
/// <param name="Tokens">Tokens of all messages, without what a provider adds around them.</param>
/// <param name="PrefixTokens">Those before the first word that differs from product to product: what a prefix cache can hold.</param>
/// <param name="ReasoningTokens">Tokens that the reasoning switch adds to what is sent; what the model then writes comes on top of every answer.</param>
public sealed record PromptSize(string Tokenizer, int Tokens, int PrefixTokens, int ReasoningTokens)
{
    /// <summary>0 to 1.</summary>
    public double PrefixShare => Tokens == 0 ? 0 : Math.Round((double)PrefixTokens / Tokens, 3);
}
