using Fluid.Ast;

namespace Aigc.Core.Prompts;

/// <summary>Walks a parsed template: which variables it takes from outside, and whether it uses what is not allowed.</summary>
internal sealed class VariableFinder : AstVisitor
{
    private readonly Dictionary<string, int> _own = new(StringComparer.Ordinal) { ["forloop"] = 1 };
    private readonly SortedSet<string> _variables = new(StringComparer.Ordinal);

    public IReadOnlySet<string> Variables => _variables;

    /// <summary>What is used and not allowed; completes "the part ...".</summary>
    public string? Refused { get; private set; }

    public string? RefusedWord { get; private set; }

    protected override Expression VisitMemberExpression(MemberExpression memberExpression)
    {
        if (memberExpression.Segments is [IdentifierSegment first, ..] && !_own.ContainsKey(first.Identifier)) _variables.Add(first.Identifier);
        foreach (var index in memberExpression.Segments.OfType<IndexerSegment>()) Visit(index.Expression);
        return memberExpression;
    }

    protected override Expression VisitFilterExpression(FilterExpression filterExpression)
    {
        if (!LiquidFilters.Names.Contains(filterExpression.Name)) Refuse($"uses the filter '{filterExpression.Name}'; there are {string.Join(", ", LiquidFilters.Names.Order())}", filterExpression.Name);
        return base.VisitFilterExpression(filterExpression);
    }

    protected override Expression VisitRangeExpression(RangeExpression rangeExpression)
    {
        Refuse("loops over a range of numbers, which is not allowed", "..");
        return rangeExpression;
    }

    protected override Statement VisitForStatement(ForStatement forStatement)
    {
        if (forStatement.Range is not null) Refuse("loops over a range of numbers, which is not allowed", "..");
        if (forStatement.Source is { } source) Visit(source);
        _own[forStatement.Identifier] = _own.GetValueOrDefault(forStatement.Identifier) + 1;
        foreach (var statement in forStatement.Statements) Visit(statement);
        if (--_own[forStatement.Identifier] == 0) _own.Remove(forStatement.Identifier);
        if (forStatement.Else is { } otherwise) Visit(otherwise);
        return forStatement;
    }

    private void Refuse(string what, string word)
    {
        if (Refused is null) (Refused, RefusedWord) = (what, word);
    }
}
