using Aigc.Core.Delivery;

namespace Aigc.Core.Tests.Delivery;

public sealed class FormulaGuardTests
{
    [Fact]
    public void No_trigger_survives_behind_spaces_quotes_or_in_full_width()
    {
        var random = new Random(7);
        string[] before = ["", " ", "\t", "\r", "\"", "'", "\u00A0", "\u200B", "\uFEFF", "\u201C"];
        string[] triggers = ["=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"];
        for (var i = 0; i < 20_000; i++)
        {
            var cell = string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => before[random.Next(before.Length)])) + triggers[random.Next(triggers.Length)] + "cmd|' /C calc'!A0";
            Assert.StartsWith("'" + cell[0], FormulaGuard.Neutralise(cell));
        }
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("+3.25")]
    [InlineData("Blue = calm")]
    public void Numbers_and_plain_text_stay(string cell) => Assert.Equal(cell, FormulaGuard.Neutralise(cell));
}
