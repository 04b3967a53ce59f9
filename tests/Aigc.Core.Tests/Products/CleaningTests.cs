using Aigc.Contracts;
using Aigc.Core.Products;
using Aigc.Core.Products.Cleaning;

namespace Aigc.Core.Tests.Products;

public sealed class CleaningTests
{
    [Theory]
    [InlineData("<p>One</p><p>Two</p>", "One Two")]
    [InlineData("A<b>b</b>c &amp; d&nbsp;e", "Abc & d e")]
    [InlineData("x<script>alert(1)</script><style>p{}</style>y", "x y")]
    [InlineData("x<!-- hidden -->y<img src=x onerror=alert(1)>", "xy")]
    [InlineData("a\u200Bb\u202Ec\u0000d \t\r\n e", "abcd e")]
    [InlineData("cafe\u0301", "café")]
    [InlineData("5 < 6", "5 < 6")]
    public void Text_is_what_a_reader_sees(string written, string clean) => Assert.Equal(clean, TextCleaner.Clean(written, 100).Replace("  ", " "));

    [Fact]
    public void Markup_nested_fifteen_thousand_deep_is_cleaned() =>
        Assert.Equal("x", TextCleaner.Clean(string.Concat(Enumerable.Repeat("<i>", 15_000)) + "x", 100));

    [Fact]
    public void Long_text_is_cut_at_a_word() => Assert.Equal("one two", TextCleaner.Clean("one two three", 9));

    [Theory]
    [InlineData("10 CM", "10 cm")]
    [InlineData("５００ｍｌ", "500 ml")]
    [InlineData("2.5KG x 30Inches", "2.5 kg x 30 in")]
    [InlineData("5000mAh", "5000 mAh")]
    [InlineData("10cmx", "10cmx")]
    public void Measures_have_one_form(string written, string normal) => Assert.Equal(normal, Units.Normalise(written));

    [Theory]
    [InlineData("89.99 USD", 89.99, "USD")]
    [InlineData("$89.99", 89.99, "USD")]
    [InlineData("1.299,00 EUR", 1299, "EUR")]
    [InlineData("USD 1,299", 1299, "USD")]
    [InlineData("￥99", 99, "CNY")]
    [InlineData("12,5 €", 12.5, "EUR")]
    public void Prices_are_read_as_people_write_them(string written, double amount, string currency) => Assert.Equal(new Money((decimal)amount, currency), Prices.Parse(written, null));

    [Theory]
    [InlineData("free")]
    [InlineData("-5 USD")]
    [InlineData("99")]
    [InlineData("1e9 USD")]
    public void What_is_no_price_is_none(string written) => Assert.Null(Prices.Parse(written, null));

    [Theory]
    [InlineData("Variant SKU", ProductField.Id)]
    [InlineData("Body (HTML)", ProductField.Description)]
    [InlineData("IMAGE_SRC", ProductField.ImageLink)]
    [InlineData("g:id", ProductField.Id)]
    [InlineData("Product Name", ProductField.Title)]
    [InlineData("商品编号", ProductField.Id)]
    [InlineData("Thread Count", ProductField.Attribute)]
    public void Columns_are_known_by_any_of_their_names(string column, object field) => Assert.Equal((ProductField)field, ColumnMap.FieldOf(column));
}
