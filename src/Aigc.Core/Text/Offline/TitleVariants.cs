namespace Aigc.Core.Text.Offline;

/// <summary>Titles of the same product that differ in the facts that they tell.</summary>
internal static class TitleVariants
{
    /// <param name="usual">The title that is written where one is wanted, and the words that it rests on.</param>
    /// <param name="telling">Facts as a title says them and as the product does, the most telling first.</param>
    public static IEnumerable<(string Text, string Basis)> Of(string name, (string Text, string Basis) usual, IReadOnlyList<(string Said, string Basis)> telling, string gap, int maxLength)
    {
        var told = new List<(string Text, string Basis)> { usual };
        told.AddRange(telling.Select(fact => ($"{name}{gap}{fact.Said}", fact.Basis)));
        told.AddRange(telling.SelectMany((first, i) => telling.Skip(i + 1).Select(second => ($"{name}{gap}{first.Said}{gap}{second.Said}", $"{first.Basis}, {second.Basis}"))));
        return told.Where(title => TextLength.Of(title.Text) <= maxLength);
    }
}
