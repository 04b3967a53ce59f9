using System.Globalization;
using System.IO.Compression;
using System.Text;
using Parquet.Serialization;

namespace Aigc.Core.Tests.Products;

/// <summary>Workbooks and Parquet files are feeds like any other: the same columns, the same errors.</summary>
public sealed class SpreadsheetFeedTests
{
    private readonly IngestDriver _driver = new();

    [Fact]
    public async Task The_first_sheet_of_a_workbook_is_read_as_products()
    {
        var items = await _driver.IngestAsync(Workbook(["id", "title", "gtin"], ["s1", "Steel mug", 4006381333931L], ["s2", "Walnut bowl", null]), "xlsx");

        Assert.Equal(["s1:Steel mug", "s2:Walnut bowl"], items.Select(item => $"{item.Product.Id}:{item.Product.Title}"));
        Assert.Equal("4006381333931", items[0].Product.Gtin);
    }

    [Fact]
    public async Task A_row_of_a_workbook_without_a_title_is_reported_and_the_others_go_on()
    {
        var items = await _driver.IngestAsync(Workbook(["id", "title"], ["s1", null], ["s2", "Walnut bowl"]), "xlsx");

        Assert.Equal("s2", Assert.Single(items).Product.Id);
        Assert.Equal(1, Assert.Single(_driver.Errors()).Row);
    }

    [Fact]
    public async Task A_parquet_file_is_read_as_products_its_numbers_included()
    {
        using var file = new MemoryStream();
        await ParquetSerializer.SerializeAsync([new Row { Id = 7, Title = "Steel mug", Weight = 0.35 }, new Row { Id = 8, Title = "Walnut bowl" }], file);

        var items = await _driver.IngestAsync(file.ToArray(), "parquet");

        Assert.Equal(["7:Steel mug", "8:Walnut bowl"], items.Select(item => $"{item.Product.Id}:{item.Product.Title}"));
    }

    [Theory]
    [InlineData("xlsx", "PK\u0003\u0004")]
    [InlineData("parquet", "PAR1")]
    public async Task A_damaged_file_is_refused_with_a_reason(string format, string start)
    {
        var refused = await Assert.ThrowsAsync<ProblemException>(() => _driver.IngestAsync($"{start}{new string('x', 2000)}{start}", format));

        Assert.Contains("damaged", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_that_unpacks_to_more_than_the_limit_is_refused_before_it_is_parsed()
    {
        _driver.Options.MaxUnpackedBytes = 100_000;
        var bomb = Workbook(["id", "title"], ["s1", new string('a', 1_000_000)]);

        Assert.True(bomb.Length < 10_000);
        await Assert.ThrowsAsync<ProblemException>(() => _driver.IngestAsync(bomb, "xlsx"));
    }

    private static byte[] Workbook(params object?[][] rows)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""");
            Add(zip, "_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Add(zip, "xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Products" sheetId="1" r:id="r1"/></sheets></workbook>""");
            Add(zip, "xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""");
            Add(zip, "xl/worksheets/sheet1.xml", $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{string.Concat(rows.Select((cells, row) => $"<row r=\"{row + 1}\">{string.Concat(cells.Select((cell, column) => Cell(cell, $"{(char)('A' + column)}{row + 1}")))}</row>"))}</sheetData></worksheet>""");
        }

        return file.ToArray();
    }

    private static string Cell(object? value, string at) => value switch
    {
        null => "",
        string text => $"<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>",
        _ => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{at}\"><v>{value}</v></c>"),
    };

    private static void Add(ZipArchive zip, string name, string content)
    {
        using var part = zip.CreateEntry(name).Open();
        part.Write(Encoding.UTF8.GetBytes(content));
    }

    private sealed class Row
    {
        public long Id { get; set; }
        public string? Title { get; set; }
        public double? Weight { get; set; }
    }
}
