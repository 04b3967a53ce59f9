using System.Net;
using System.Text;
using Aigc.Core.Storage;

namespace Aigc.Core.Tests.Storage;

/// <summary>What every blob store promises. A backend's suite is a subclass that hands in its store.</summary>
public abstract class BlobStoreContract
{
    private readonly string _folder = $"assets/{Guid.NewGuid():N}";

    protected abstract IBlobStore Blobs { get; }

    /// <summary>Reads a signed link without any other credential; the body, or null where it was refused.</summary>
    protected abstract Task<string?> FollowAsync(Uri link);

    /// <summary>Lets the links that live one second expire.</summary>
    protected abstract Task ExpireAsync();

    [Fact]
    public async Task What_was_put_is_read_back_with_its_type_length_and_etag()
    {
        await Blobs.PutAsync(Name("a.txt"), Content("hello"), "text/plain");

        var properties = await Blobs.GetPropertiesAsync(Name("a.txt"));

        Assert.Equal("hello", await ReadAsync("a.txt"));
        Assert.Equal((Name("a.txt"), 5, "text/plain"), (properties!.Name, properties.Length, properties.ContentType));
        Assert.NotEmpty(properties.ETag);
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_nothing_to_delete()
    {
        Assert.Null(await Blobs.OpenReadAsync(Name("none")));
        Assert.Null(await Blobs.GetPropertiesAsync(Name("none")));
        Assert.False(await Blobs.DeleteAsync(Name("none")));
    }

    [Fact]
    public async Task A_deleted_blob_is_gone_and_its_name_is_free()
    {
        await Blobs.PutAsync(Name("a"), Content("old"), "text/plain");

        Assert.True(await Blobs.DeleteAsync(Name("a")));

        Assert.Null(await Blobs.OpenReadAsync(Name("a")));
        Assert.True(await Blobs.PutIfAbsentAsync(Name("a"), Content("new"), "text/html"));
        Assert.Equal("text/html", (await Blobs.GetPropertiesAsync(Name("a")))!.ContentType);
    }

    [Fact]
    public async Task Put_if_absent_leaves_what_is_there()
    {
        await Blobs.PutAsync(Name("a"), Content("first"), "text/plain");

        Assert.False(await Blobs.PutIfAbsentAsync(Name("a"), Content("second"), "text/html"));

        Assert.Equal("first", await ReadAsync("a"));
        Assert.Equal("text/plain", (await Blobs.GetPropertiesAsync(Name("a")))!.ContentType);
    }

    [Fact]
    public async Task Of_a_hundred_that_put_at_once_one_wins_and_its_bytes_stay()
    {
        var gate = new StartingGate(writers: 20);

        var wins = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => Blobs.PutIfAbsentAsync(Name("race"), gate.Hold(Encoding.UTF8.GetBytes($"writer {i}")), "text/plain"))));

        var winner = Assert.Single(wins.Index(), win => win.Item).Index;
        Assert.Equal($"writer {winner}", await ReadAsync("race"));
    }

    [Fact]
    public async Task A_replaced_blob_has_another_etag()
    {
        await Blobs.PutAsync(Name("a"), Content("one"), "text/plain");
        var before = await Blobs.GetPropertiesAsync(Name("a"));

        await Blobs.PutAsync(Name("a"), Content("two"), "text/plain");

        Assert.NotEqual(before!.ETag, (await Blobs.GetPropertiesAsync(Name("a")))!.ETag);
    }

    [Fact]
    public async Task A_reader_beside_a_writer_sees_the_old_bytes_or_the_new_ones()
    {
        var versions = Enumerable.Range(0, 8).Select(i => new string((char)('a' + i), 300_000)).ToArray();
        await Blobs.PutAsync(Name("big"), Content(versions[0]), "text/plain");

        var writing = Task.Run(async () =>
        {
            foreach (var version in versions) await Blobs.PutAsync(Name("big"), Content(version), "text/plain");
        });
        var seen = new List<string>();
        do seen.Add(await ReadAsync("big"));
        while (!writing.IsCompleted);
        await writing;

        Assert.All(seen, read => Assert.Contains(read, versions));
    }

    [Fact]
    public async Task A_prefix_lists_its_names_in_ordinal_order_and_no_others()
    {
        string[] names = ["p/a.txt", "p/a/1", "p/B", "p/a-b", "p/b/2/3", "p/10", "p/9"];
        foreach (var name in names.Append("q/1")) await Blobs.PutAsync(Name(name), Content("x"), "text/plain");

        Assert.Equal(names.Select(Name).Order(StringComparer.Ordinal), await ListAsync("p/"));
        Assert.Equal([Name("p/a-b"), Name("p/a.txt"), Name("p/a/1")], await ListAsync("p/a"));
        Assert.Empty(await ListAsync("r/"));
    }

    [Fact]
    public async Task An_empty_blob_is_a_blob()
    {
        await Blobs.PutAsync(Name("empty"), Content(""), "text/plain");

        Assert.Equal("", await ReadAsync("empty"));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("assets/../../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("assets//a")]
    [InlineData("assets/./a")]
    [InlineData("assets/a\\b")]
    [InlineData("assets/a\0b")]
    [InlineData("assets/a/")]
    [InlineData("assets/a b")]
    [InlineData("assets/a~type")]
    [InlineData("")]
    public async Task A_name_that_leads_elsewhere_is_refused(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.PutAsync(name, Content("x"), "text/plain"));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.PutIfAbsentAsync(name, Content("x"), "text/plain"));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.OpenReadAsync(name));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.DeleteAsync(name));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.GetReadUrlAsync(name, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task A_signed_link_reads_its_blob_and_no_other()
    {
        await Blobs.PutAsync(Name("a"), Content("mine"), "text/plain");
        await Blobs.PutAsync(Name("b"), Content("not mine"), "text/plain");

        var link = await Blobs.GetReadUrlAsync(Name("a"), TimeSpan.FromMinutes(5));

        Assert.Equal("mine", await FollowAsync(link));
        Assert.Null(await FollowAsync(new Uri(link.AbsoluteUri.Replace(Name("a"), Name("b"), StringComparison.Ordinal))));
        Assert.Null(await FollowAsync(new Uri(link.GetLeftPart(UriPartial.Path))));
    }

    [Fact]
    public async Task A_link_that_was_tampered_with_is_refused()
    {
        await Blobs.PutAsync(Name("a"), Content("mine"), "text/plain");
        var link = (await Blobs.GetReadUrlAsync(Name("a"), TimeSpan.FromMinutes(5))).AbsoluteUri;

        var at = link.IndexOf("sig=", StringComparison.Ordinal) + 4;
        var tampered = $"{link[..at]}{(link[at] == 'a' ? 'b' : 'a')}{link[(at + 1)..]}";

        Assert.Null(await FollowAsync(new Uri(tampered)));
    }

    [Fact]
    public async Task A_link_that_has_expired_is_refused()
    {
        await Blobs.PutAsync(Name("a"), Content("mine"), "text/plain");
        var link = await Blobs.GetReadUrlAsync(Name("a"), TimeSpan.FromSeconds(1));

        await ExpireAsync();

        Assert.Null(await FollowAsync(link));
    }

    protected string Name(string name) => $"{_folder}/{name}";

    protected static async Task<string?> GetAsync(HttpClient http, Uri link)
    {
        using var response = await http.GetAsync(link);
        return response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsStringAsync() : null;
    }

    private static MemoryStream Content(string text) => new(Encoding.UTF8.GetBytes(text));

    private async Task<string> ReadAsync(string name) => Encoding.UTF8.GetString((await Blobs.ReadAllAsync(Name(name)))!);

    private async Task<List<string>> ListAsync(string prefix)
    {
        var names = new List<string>();
        await foreach (var blob in Blobs.ListAsync(Name(prefix))) names.Add(blob.Name);
        return names;
    }
}
