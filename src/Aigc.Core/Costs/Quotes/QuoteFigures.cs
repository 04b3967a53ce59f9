using Aigc.Contracts.Costs;

namespace Aigc.Core.Costs;

/// <summary>The figures of the sampled prompts, or of a trial, drawn up to the whole feed.</summary>
internal sealed class QuoteFigures(long products, IReadOnlyDictionary<string, double> weights, Prices prices)
{
    private const double Surprises = 0.03;
    private readonly List<(string Stratum, long Row, MeteredPrompt Prompt)> _prompts = [];
    private TrialReport? _trial;

    public long Products => products;

    public void Add(string stratum, long row, MeteredPrompt prompt) => _prompts.Add((stratum, row, prompt));

    /// <summary>Rests on a trial from here on.</summary>
    /// <returns>What of it tells a cost: an item of which an answer had been paid for before cost less than the next ones will. Null where nothing does, and nothing is used.</returns>
    public TrialReport? Use(TrialReport trial)
    {
        var paid = trial.Items.Where(item => !item.Slots.Any(slot => slot.Prompt is not null && slot.Result.Production is { FromCache: true })).ToList();
        return paid.Count == 0 ? null : _trial = trial with { Items = paid };
    }

    public Spread Cost() => Sum(
        prompt => (double)prices.OfTokens(prompt.Model.Id, prompt.InputTokens, 0),
        prompt => (double)prices.OfTokens(prompt.Model.Id, 0, 1) * prompt.OutputTokens,
        slot => (double)slot.Cost.Amount);

    public Spread InputTokens() => Sum(prompt => prompt.InputTokens, _ => 0, slot => slot.InputTokens);

    public Spread OutputTokens() => Sum(_ => 0, prompt => prompt.OutputTokens, slot => slot.OutputTokens);

    /// <summary>Calls of each model.</summary>
    public IReadOnlyDictionary<string, double> Calls()
    {
        var items = Math.Max(1, _prompts.Select(prompt => prompt.Row).Distinct().Count());
        return _prompts.GroupBy(prompt => prompt.Prompt.Model.Id).ToDictionary(group => group.Key, group => products * (1 + AnswerSizes.Repairs) * group.Sum(prompt => prompt.Prompt.Calls) / items);
    }

    public IEnumerable<QuoteLine> Lines() => _prompts.GroupBy(prompt => (prompt.Prompt.Output.Slot, prompt.Prompt.Language, prompt.Prompt.Model.Id, prompt.Prompt.Template)).Select(group =>
    {
        var model = group.First().Prompt.Model;
        var share = group.Count() / (double)_prompts.Count(prompt => prompt.Prompt.Output.Slot == group.Key.Slot);
        var (read, written, each) = LineOf(group.Key.Slot, [.. group]);
        var (input, output) = ((long)(products * share * read), (long)(products * share * written));
        var cost = each is { } measured ? (decimal)(products * share) * measured : prices.OfTokens(model.Id, input, output);
        return new QuoteLine(group.Key.Slot, group.Key.Language, model.Id, group.Key.Template, prices.ToMoney(decimal.Round(cost, 6)), input, output, ModelTokenizer.Of(model).IsExact);
    });

    private (double Read, double Written, decimal? Cost) LineOf(string slot, IReadOnlyCollection<(string Stratum, long Row, MeteredPrompt Prompt)> prompts)
    {
        var slots = (_trial?.Items ?? []).SelectMany(item => item.Slots).Where(tried => tried.Result.Slot == slot && tried.InputTokens > 0).ToList();
        if (slots.Count > 0) return (slots.Average(tried => tried.InputTokens), slots.Average(tried => tried.OutputTokens), slots.Average(tried => tried.Cost.Amount));
        return (prompts.Average(prompt => prompt.Prompt.InputTokens) * (1 + AnswerSizes.Repairs), prompts.Average(prompt => prompt.Prompt.OutputTokens) * (1 + AnswerSizes.Repairs), null);
    }

    private Spread Sum(Func<MeteredPrompt, double> read, Func<MeteredPrompt, double> written, Func<TrialSlot, double> tried)
    {
        if (_trial is not null) return StratifiedTotal.Of(products, weights, [.. _trial.Items.Select(item => (item.Stratum, item.Slots.Where(slot => slot.Prompt is not null).Sum(tried)))]).Within(Surprises);
        var items = _prompts.GroupBy(prompt => (prompt.Stratum, prompt.Row)).ToList();
        var prompts = StratifiedTotal.Of(products, weights, [.. items.Select(item => (item.Key.Stratum, item.Sum(one => read(one.Prompt))))]);
        var answers = StratifiedTotal.Of(products, weights, [.. items.Select(item => (item.Key.Stratum, item.Sum(one => written(one.Prompt))))]);
        return prompts.Within(Surprises).Plus(answers.Within(AnswerSizes.Spread)).Times(1 + AnswerSizes.Repairs);
    }
}
