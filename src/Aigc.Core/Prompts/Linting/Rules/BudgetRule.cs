using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>How many tokens every product costs.</summary>
internal sealed class BudgetRule : ILintRule
{
    private const int Much = 3_000;
    private const int TooMuch = 30_000;
    private const double GoodShare = 0.4;

    public IEnumerable<LintFinding> Check(LintSubject subject)
    {
        var size = subject.Size.Value;
        if (size.Tokens > Much) yield return new("token-budget", size.Tokens > TooMuch ? LintSeverity.Error : LintSeverity.Warning, PartNames.Instruction, null, $"With its sample the prompt has {size.Tokens} tokens; {Much} are much for one product.", "Shorten the context, show fewer demonstrations, or bind single fields instead of the whole product.");
        if (size.Tokens > 300 && subject.PerProduct.Count > 0 && size.PrefixShare < GoodShare) yield return new("small-prefix", LintSeverity.Info, PartNames.InputData, null, $"Only {size.PrefixTokens} of {size.Tokens} tokens are the same for every product.", "Bind single fields instead of the whole product, or move fixed text to the front.");
        if (subject.Prompt.Reasoning == true) yield return new("reasoning-cost", LintSeverity.Info, PartNames.Instruction, null, $"The reasoning switch adds {size.ReasoningTokens} tokens to what is sent, and what the model reasons to every answer.", "Compare both on a trial before it goes into production.");
    }
}
