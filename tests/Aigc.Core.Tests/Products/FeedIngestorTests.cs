using System.IO.Compression;
using System.Text;
using Aigc.Contracts;
using Aigc.Testing;
using Aigc.Testing.Feeds;

namespace Aigc.Core.Tests.Products;

public sealed class FeedIngestorTests
{
    private readonly IngestDriver _feeds = new();

    [CatalogueFact]
    public async Task The_real_catalogue_gives_forty_products_without_an_error()
    {
        var items = await _feeds.IngestAsync(await File.ReadAllBytesAsync(Catalogue.Feed));

        Assert.Equal(40, items.Count);
        Assert.Empty(_feeds.Errors());
        Assert.All(items, item => Assert.True(item.Product is { Title: not null, Description: not null, Price.Currency: "USD", ImageLink: not null, Brand: not null }));
    }

    [Fact]
    public async Task A_thousand_hostile_rows_lose_nothing_and_report_each_bad_row_with_its_reason()
    {
        var hostile = HostileFeed.Build();

        var items = await _feeds.IngestAsync(hostile.Csv);

        Assert.Equal((hostile.Rows, hostile.Products, hostile.BadRows.Count, hostile.Duplicates), ((int)_feeds.Report.Rows, (int)_feeds.Report.Products, (int)_feeds.Report.BadRows, (int)_feeds.Report.Duplicates));
        Assert.Equal(hostile.BadRows.OrderBy(pair => pair.Key), _feeds.Errors().Select(error => KeyValuePair.Create(error.Row, error.Code)));
        Assert.Equal(hostile.Products, items.Count);
        Assert.DoesNotContain(items, item => item.Product.Title is { } title && (title.Contains('<') || title.Contains("alert") || title.Contains('\u202E')));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Rows_are_products_bad_rows_and_duplicates_whatever_bytes_are_broken(int seed)
    {
        var random = new Random(seed);
        var bytes = HostileFeed.Build(300, seed).Csv;
        for (var i = 0; i < 40; i++) bytes[random.Next(50, bytes.Length)] = (byte)"\"\n,\u00FF{<"[random.Next(6)];

        var items = await _feeds.IngestAsync(bytes);

        Assert.Equal(_feeds.Report.Rows, _feeds.Report.Products + _feeds.Report.BadRows + _feeds.Report.Duplicates);
        Assert.Equal(_feeds.Report.Products, items.Count);
        Assert.Equal(_feeds.Report.BadRows, _feeds.Errors().Count);
    }

    [Fact]
    public async Task A_lost_quote_costs_its_own_line_and_not_the_rows_after_it()
    {
        var rows = string.Concat(Enumerable.Range(3, 50).Select(i => $"p{i},Mug\n"));

        var items = await _feeds.IngestAsync($"id,title\np1,Cup\np2,\"Lost\n{rows}");

        Assert.Equal(51, items.Count);
        Assert.Equal((2, "unclosed-quote"), Assert.Single(_feeds.Errors()) is var error ? (error.Row, error.Code) : default);
    }

    [Fact]
    public async Task Of_rows_with_one_id_the_last_good_one_wins()
    {
        var items = await _feeds.IngestAsync("id,title,price\na,First,1 USD\na,Second,2 USD\na,Third,cheap\n");

        Assert.Equal((2L, "Second"), Assert.Single(items) is var item ? (item.Row, item.Product.Title) : default);
        Assert.Equal(new(1, 3, 1, 1, 1), _feeds.Report);
    }

    [Fact]
    public async Task Reading_a_feed_again_stores_the_same_bytes()
    {
        var feed = HostileFeed.Build(200).Csv;
        await _feeds.IngestAsync(feed, pageSize: 20);
        var first = _feeds.Stored();

        await _feeds.IngestAsync(feed, pageSize: 20);

        Assert.Equal(first, _feeds.Stored());
        Assert.True(_feeds.Report.Pages > 2);
    }

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    public async Task The_separator_is_told_from_the_header(string separator)
    {
        var items = await _feeds.IngestAsync($"id{separator}title{separator}color\r\n1{separator}\"A {separator} mug\nof two lines\"{separator}red\r\n");

        Assert.Equal($"A {separator.Trim()} mug of two lines".Replace("  ", " "), Assert.Single(items).Product.Title);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-8", false)]
    [InlineData("GB18030", false)]
    public async Task Chinese_feeds_are_read_in_any_encoding(string name, bool mark)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("商品编号,标题,品牌,价格,颜色\nA1,陶瓷马克杯,景德镇,￥99,蓝色\n")];

        var product = Assert.Single(await _feeds.IngestAsync(bytes)).Product;

        Assert.Equal(("A1", "陶瓷马克杯", "景德镇", new Money(99, "CNY"), "蓝色"), (product.Id, product.Title, product.Brand, product.Price!, product.Attributes["color"]));
    }

    [Fact]
    public async Task Western_text_without_a_mark_is_read_as_Windows_1252()
    {
        var items = await _feeds.IngestAsync(Encoding.Latin1.GetBytes("id,title\n1,Café crème für Müller\n"));

        Assert.Equal("Café crème für Müller", Assert.Single(items).Product.Title);
    }

    [Fact]
    public async Task Json_lines_go_on_after_broken_too_long_and_wrongly_typed_ones()
    {
        _feeds.Options.MaxRecordLength = 2000;
        var items = await _feeds.IngestAsync($$$"""
            {"id":"1","title":"Cup","price":{"value":"9.99","currency":"USD"},"additional_image_link":["a.png","b.png"]}
            not json
            {"id":"2","title":"{{{new string('x', 3000)}}}"}
            {"id":{"a":1},"title":"Cup"}
            [1]
            {"id":3,"title":"Bowl"}
            """);

        Assert.Equal(["1", "3"], items.Select(item => item.Product.Id));
        Assert.Equal(new Money(9.99m, "USD"), items[0].Product.Price);
        Assert.Equal(["a.png", "b.png"], items[0].Product.AdditionalImageLinks);
        Assert.Equal([(2, "not-json"), (3, "too-long"), (4, "wrong-type"), (5, "not-json")], _feeds.Errors().Select(error => ((int)error.Row, error.Code)));
    }

    [Fact]
    public async Task A_gzipped_feed_is_unpacked_and_bounded()
    {
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes("id,title\n1,Mug\n" + new string('\n', 100_000)));

        Assert.Single(await _feeds.IngestAsync(packed.ToArray()));
        _feeds.Options.MaxFeedBytes = 2000;
        Assert.Equal("feed-too-large", (await Assert.ThrowsAsync<ProblemException>(() => _feeds.IngestAsync(packed.ToArray()))).Code);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("id,title\n", "no rows")]
    [InlineData("title,price\nMug,1 USD\n", "id of the product")]
    [InlineData("a\0b\0c", "neither text")]
    [InlineData("PK\u0003\u0004 broken", "damaged")]
    public async Task A_feed_that_cannot_be_used_at_all_is_refused_with_the_reason(string feed, string reason)
    {
        var problem = await Assert.ThrowsAsync<ProblemException>(() => _feeds.IngestAsync(feed));

        Assert.Equal(("feed-unreadable", 422), (problem.Code, problem.Status));
        Assert.Contains(reason, problem.Message);
    }
}
