using Aigc.Core.Storage;

namespace Aigc.Core.Tests.Storage;

/// <summary>What every record store promises. A backend's suite is a subclass that hands in its store.</summary>
public abstract class RecordStoreContract
{
    private readonly string _table = $"t{Guid.NewGuid():N}";

    protected abstract IRecordStore Records { get; }

    [Fact]
    public async Task What_was_inserted_is_read_back()
    {
        var etag = await Records.InsertAsync(_table, "shop", "one", """{"a":1}""");

        Assert.Equal(new StoredRecord("shop", "one", """{"a":1}""", etag!), await Records.GetAsync(_table, "shop", "one"));
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_nothing_to_delete()
    {
        Assert.Null(await Records.GetAsync(_table, "shop", "none"));
        Assert.False(await Records.DeleteAsync(_table, "shop", "none"));
        Assert.Null(await Records.ReplaceAsync(_table, "shop", "none", "{}", (await Records.UpsertAsync(_table, "shop", "other", "{}"))));
    }

    [Fact]
    public async Task A_key_that_is_taken_is_not_inserted_again()
    {
        await Records.InsertAsync(_table, "shop", "one", """{"a":1}""");

        Assert.Null(await Records.InsertAsync(_table, "shop", "one", """{"a":2}"""));
        Assert.Equal("""{"a":1}""", (await Records.GetAsync(_table, "shop", "one"))!.Json);
    }

    [Fact]
    public async Task Of_fifty_that_insert_at_once_one_wins()
    {
        var inserted = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => Records.InsertAsync(_table, "shop", "race", $$"""{"writer":{{i}}}"""))));

        var (winner, etag) = Assert.Single(inserted.Index(), result => result.Item is not null);
        Assert.Equal(new StoredRecord("shop", "race", $$"""{"writer":{{winner}}}""", etag!), await Records.GetAsync(_table, "shop", "race"));
    }

    [Fact]
    public async Task The_second_of_two_that_replace_the_same_version_loses()
    {
        var read = (await Records.InsertAsync(_table, "shop", "one", """{"a":1}"""))!;

        var first = await Records.ReplaceAsync(_table, "shop", "one", """{"a":2}""", read);
        var second = await Records.ReplaceAsync(_table, "shop", "one", """{"a":3}""", read);

        Assert.NotNull(first);
        Assert.Null(second);
        Assert.Equal(new StoredRecord("shop", "one", """{"a":2}""", first), await Records.GetAsync(_table, "shop", "one"));
    }

    [Fact]
    public async Task An_upsert_writes_over_anything_and_moves_the_etag_on()
    {
        var first = await Records.UpsertAsync(_table, "shop", "one", """{"a":1}""");
        var second = await Records.UpsertAsync(_table, "shop", "one", """{"b":2}""");

        Assert.NotEqual(first, second);
        Assert.Equal(new StoredRecord("shop", "one", """{"b":2}""", second), await Records.GetAsync(_table, "shop", "one"));
    }

    [Fact]
    public async Task An_etag_of_a_deleted_record_does_not_fit_the_next_one_of_that_key()
    {
        var old = (await Records.InsertAsync(_table, "shop", "one", "{}"))!;
        Assert.True(await Records.DeleteAsync(_table, "shop", "one"));
        await Records.InsertAsync(_table, "shop", "one", "{}");

        Assert.Null(await Records.ReplaceAsync(_table, "shop", "one", """{"lost":true}""", old));
    }

    [Theory]
    [InlineData(31_999)]
    [InlineData(32_001)]
    [InlineData(500 * 1024)]
    public async Task A_long_record_comes_back_whole(int length)
    {
        var json = $$"""{"text":"{{new string('x', length - 11)}}"}""";

        await Records.UpsertAsync(_table, "shop", "long", json);

        Assert.Equal(json, (await Records.GetAsync(_table, "shop", "long"))!.Json);
    }

    [Fact]
    public async Task A_long_text_of_wide_characters_comes_back_whole_and_shrinks_again()
    {
        var json = $$"""{"text":"{{string.Concat(Enumerable.Repeat("白底图👗", 10_000))}}"}""";

        await Records.UpsertAsync(_table, "shop", "long", json);
        Assert.Equal(json, (await Records.GetAsync(_table, "shop", "long"))!.Json);

        await Records.UpsertAsync(_table, "shop", "long", """{"text":""}""");
        Assert.Equal("""{"text":""}""", (await Records.GetAsync(_table, "shop", "long"))!.Json);
    }

    [Fact]
    public async Task A_record_over_512_KB_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Records.UpsertAsync(_table, "shop", "huge", $"\"{new string('x', 513 * 1024)}\""));

    [Theory]
    [InlineData("a/b\\c#d?e")]
    [InlineData("it's \"quoted\" & 100% + more")]
    [InlineData("连衣裙/夏季👗")]
    [InlineData("tab\there, line\nthere, \u0085")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(" leading and trailing ")]
    [InlineData("!~[]>.0")]
    public async Task A_key_may_hold_any_character(string odd)
    {
        await Records.InsertAsync(_table, odd, odd, """{"a":1}""");
        await Records.InsertAsync(_table, odd, odd + "2", """{"a":2}""");

        Assert.Equal("""{"a":1}""", (await Records.GetAsync(_table, odd, odd))!.Json);
        Assert.Equal([odd, odd + "2"], (await Records.QueryAsync(_table, odd)).Records.Select(record => record.Key));
        Assert.All((await Records.QueryAsync(_table, odd)).Records, record => Assert.Equal(odd, record.Partition));
        Assert.True(await Records.WriteBatchAsync(_table, odd, [new(RecordWriteKind.Delete, odd), new(RecordWriteKind.Upsert, odd + "2", """{"a":3}""")]));
        Assert.Equal("""{"a":3}""", Assert.Single((await Records.QueryAsync(_table, odd)).Records).Json);
    }

    [Fact]
    public async Task Keys_come_in_ordinal_order_whatever_they_hold()
    {
        string[] keys = ["#", "!", "a/b", "a.b", "a!b", "a0", "A", "a", "a/", "a?", "a>", "Z~", "Z", "é", "~", "a\\", "a[", "a]", "白"];
        foreach (var key in keys) await Records.InsertAsync(_table, "shop", key, "{}");

        Assert.Equal(keys.Order(StringComparer.Ordinal), await AllAsync("shop", limit: 100));
    }

    [Fact]
    public async Task A_range_includes_its_start_and_excludes_its_end()
    {
        foreach (var key in new[] { "a", "b/1", "b/2", "b0", "c" }) await Records.InsertAsync(_table, "shop", key, "{}");

        Assert.Equal(["b/1", "b/2"], (await Records.QueryAsync(_table, "shop", "b/", "b0")).Records.Select(record => record.Key));
        Assert.Equal(["b0", "c"], (await Records.QueryAsync(_table, "shop", keyFrom: "b0")).Records.Select(record => record.Key));
        Assert.Equal(["a"], (await Records.QueryAsync(_table, "shop", keyTo: "b/1")).Records.Select(record => record.Key));
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gap_or_repetition()
    {
        foreach (var i in Enumerable.Range(0, 25)) await Records.InsertAsync(_table, "shop", $"k/{i:D3}", "{}");
        await Records.InsertAsync(_table, "other", "k/001", "{}");

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"k/{i:D3}"), await AllAsync("shop", limit: 10));
        Assert.Equal(10, (await Records.QueryAsync(_table, "shop", limit: 10)).Records.Count);
    }

    [Fact]
    public async Task A_scan_finds_every_record_of_a_table_once()
    {
        foreach (var i in Enumerable.Range(0, 9)) await Records.InsertAsync(_table, $"shop\n{i % 3}", $"k{i}", "{}");

        var found = await PagesAsync(next => Records.ScanAsync(_table, 4, next));

        Assert.Equal(Enumerable.Range(0, 9).Select(i => (Partition: $"shop\n{i % 3}", Key: $"k{i}")).Order(), found.Select(record => (record.Partition, record.Key)).Order());
    }

    [Fact]
    public async Task A_batch_writes_all_its_records()
    {
        var etag = await Records.InsertAsync(_table, "shop", "replaced", """{"v":1}""");
        await Records.InsertAsync(_table, "shop", "deleted", "{}");

        var written = await Records.WriteBatchAsync(_table, "shop",
        [
            new(RecordWriteKind.Insert, "inserted", """{"v":2}"""),
            new(RecordWriteKind.Replace, "replaced", """{"v":3}""", etag),
            new(RecordWriteKind.Delete, "deleted"),
            new(RecordWriteKind.Upsert, "upserted", """{"v":4}"""),
        ]);

        Assert.True(written);
        Assert.Equal([("inserted", """{"v":2}"""), ("replaced", """{"v":3}"""), ("upserted", """{"v":4}""")], (await Records.QueryAsync(_table, "shop")).Records.Select(record => (record.Key, record.Json)));
    }

    [Theory]
    [InlineData(RecordWriteKind.Insert)]
    [InlineData(RecordWriteKind.Replace)]
    [InlineData(RecordWriteKind.Delete)]
    public async Task A_batch_with_one_condition_that_fails_writes_nothing(RecordWriteKind failing)
    {
        var stale = await Records.InsertAsync(_table, "shop", "taken", """{"v":1}""");
        await Records.UpsertAsync(_table, "shop", "taken", """{"v":2}""");

        var written = await Records.WriteBatchAsync(_table, "shop", [new(RecordWriteKind.Upsert, "first", "{}"), new(failing, "taken", "{}", stale), new(RecordWriteKind.Insert, "last", "{}")]);

        Assert.False(written);
        Assert.Equal("""{"v":2}""", Assert.Single((await Records.QueryAsync(_table, "shop")).Records).Json);
    }

    [Fact]
    public async Task Deleting_what_is_not_there_does_not_fail_a_batch()
    {
        Assert.True(await Records.WriteBatchAsync(_table, "shop", [new(RecordWriteKind.Upsert, "a", "{}"), new(RecordWriteKind.Delete, "none"), new(RecordWriteKind.Upsert, "b", "{}")]));

        Assert.Equal(["a", "b"], await AllAsync("shop", limit: 10));
    }

    [Fact]
    public async Task A_batch_holds_a_hundred_writes_and_no_more()
    {
        Assert.True(await Records.WriteBatchAsync(_table, "shop", Inserts(100)));
        Assert.Equal(100, (await AllAsync("shop", limit: 1000)).Count);
        await Assert.ThrowsAsync<ArgumentException>(() => Records.WriteBatchAsync(_table, "shop", Inserts(101)));
        await Assert.ThrowsAsync<ArgumentException>(() => Records.WriteBatchAsync(_table, "shop", [new(RecordWriteKind.Upsert, "twice", "{}"), new(RecordWriteKind.Upsert, "twice", "{}")]));
    }

    private static List<RecordWrite> Inserts(int count) => [.. Enumerable.Range(0, count).Select(i => new RecordWrite(RecordWriteKind.Insert, $"k{i}", "{}"))];

    private async Task<List<string>> AllAsync(string partition, int limit) =>
        [.. (await PagesAsync(next => Records.QueryAsync(_table, partition, limit: limit, continuation: next))).Select(record => record.Key)];

    private static async Task<List<StoredRecord>> PagesAsync(Func<string?, Task<RecordPage>> page)
    {
        var all = new List<StoredRecord>();
        string? next = null;
        do
        {
            var found = await page(next);
            all.AddRange(found.Records);
            next = found.Continuation;
        }
        while (next is not null);
        return all;
    }
}
