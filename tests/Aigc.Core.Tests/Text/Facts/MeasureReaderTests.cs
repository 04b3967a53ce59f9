using System.Globalization;
using Aigc.Core.Text.Facts.Measures;

namespace Aigc.Core.Tests.Text.Facts;

public sealed class MeasureReaderTests
{
    [Theory]
    [InlineData("45L", "45 L")]
    [InlineData("a 2-person tent of 1.5 kg", "2|1.5 kg")]
    [InlineData("1,200 mAh and 1,5 m", "1200 mAh|1.5 m")]
    [InlineData("20 x 30 cm", "20 cm|30 cm")]
    [InlineData("3-5 mm thick", "3 mm|5 mm")]
    [InlineData("$89.99, or 12 €", "89.99 USD|12 EUR")]
    [InlineData("two of twelve", "2|12")]
    [InlineData("one of a kind, a single piece", "")]
    [InlineData("model X-200 and the GPS2", "")]
    [InlineData("容量四十五升", "45 L")]
    [InlineData("重一百二十克", "120 g")]
    [InlineData("一万二千毫安时", "12000 mAh")]
    [InlineData("三点五公里", "3.5 km")]
    [InlineData("双人帐篷，三季可用，两个口袋", "2|3|2")]
    [InlineData("一款背包，千变万化，百搭", "")]
    [InlineData("４５升", "45 L")]
    public void Numbers_are_read_with_their_units(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', MeasureReader.Read(text).Select(measure => string.Create(CultureInfo.InvariantCulture, $"{measure.Value} {measure.Unit?.Symbol}").TrimEnd())));

    [Theory]
    [InlineData("45 L", "45 升", true)]
    [InlineData("45 L", "11.9 gal", true)]
    [InlineData("45 L", "12 gallons", true)]
    [InlineData("45 L", "13 gallons", false)]
    [InlineData("45 L", "45.5 L", false)]
    [InlineData("45 L", "45 kg", false)]
    [InlineData("20 °C", "68 °F", true)]
    [InlineData("20 °C", "20 °F", false)]
    [InlineData("350 ml", "0.35 L", true)]
    [InlineData("500 g", "1 斤", true)]
    public void Measures_agree_where_one_converts_into_the_other(string one, string other, bool agree) =>
        Assert.Equal(agree, MeasureReader.Read(other)[0].Agrees(MeasureReader.Read(one)[0]));
}
