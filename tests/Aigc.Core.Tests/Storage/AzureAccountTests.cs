using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Web;
using Aigc.Azure;
using Aigc.Azure.Storage;
using Aigc.Core.Storage;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.Core.Tests.Storage;

/// <summary>Identity, failures and configuration of the Azure side.</summary>
public sealed class AzureAccountTests
{
    private const string CreateContainer = "PUT /aigc?restype=container";
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ScriptedAccount _account = new ScriptedAccount().Answering(CreateContainer, HttpStatusCode.Created);

    [Fact]
    public async Task Under_an_identity_a_link_is_signed_by_a_delegation_key_that_is_fetched_once()
    {
        _account.Answering("POST /?restype=service&comp=userdelegationkey", HttpStatusCode.OK, DelegationKey("2026-05-01T14:00:00Z"));
        var blobs = Blobs();

        var first = await blobs.GetReadUrlAsync("assets/a", TimeSpan.FromHours(1));
        var second = await blobs.GetReadUrlAsync("assets/b", TimeSpan.FromHours(1));

        var query = HttpUtility.ParseQueryString(first.Query);
        Assert.Equal(("r", "b", "2026-05-01T13:00:00Z", "object-id"), (query["sp"], query["sr"], query["se"], query["skoid"]));
        Assert.NotEqual(query["sig"], HttpUtility.ParseQueryString(second.Query)["sig"]);
        Assert.Single(_account.Asked, asked => asked.EndsWith("userdelegationkey", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_that_does_not_live_as_long_as_the_link_is_fetched_anew()
    {
        _account.Answering("POST /?restype=service&comp=userdelegationkey", HttpStatusCode.OK, DelegationKey("2026-05-01T14:00:00Z"));
        var blobs = Blobs();

        await blobs.GetReadUrlAsync("assets/a", TimeSpan.FromHours(1));
        _time.Advance(TimeSpan.FromMinutes(61));
        await blobs.GetReadUrlAsync("assets/a", TimeSpan.FromHours(1));

        Assert.Equal(2, _account.Asked.Count(asked => asked.EndsWith("userdelegationkey", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task A_busy_account_is_a_failure_that_may_pass(HttpStatusCode status)
    {
        _account.Answering("GET /aigc/assets/a", status);

        await Assert.ThrowsAsync<TransientException>(() => Blobs().OpenReadAsync("assets/a"));
    }

    [Fact]
    public async Task An_account_that_does_not_answer_is_a_failure_that_may_pass()
    {
        _account.Failing("GET /aigc/assets/a");

        await Assert.ThrowsAsync<TransientException>(() => Blobs().OpenReadAsync("assets/a"));
    }

    [Fact]
    public async Task A_container_that_could_not_be_created_is_tried_again_by_the_next_call()
    {
        _account.Answering(CreateContainer, HttpStatusCode.ServiceUnavailable).Answering("GET /aigc/assets/a", HttpStatusCode.NotFound);
        var blobs = Blobs();
        await Assert.ThrowsAsync<TransientException>(() => blobs.OpenReadAsync("assets/a"));

        _account.Answering(CreateContainer, HttpStatusCode.Created);

        Assert.Null(await blobs.OpenReadAsync("assets/a"));
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("UseDevelopmentStorage=true", null, true)]
    [InlineData(null, "https://shop.blob.core.windows.net", true)]
    [InlineData("UseDevelopmentStorage=true", "https://shop.blob.core.windows.net", false)]
    [InlineData(null, "https://shop.example", false)]
    public void An_account_is_named_in_one_way(string? connectionString, string? serviceUri, bool valid)
    {
        var options = new AzureStorageOptions { ConnectionString = connectionString, ServiceUri = serviceUri is null ? null : new(serviceUri) };

        Assert.Equal(valid, Validator.TryValidateObject(options, new(options), null, validateAllProperties: true));
    }

    [Fact]
    public void Tables_and_queues_lie_beside_the_blobs() =>
        Assert.Equal("https://shop.table.core.windows.net/", new AzureStorageOptions { ServiceUri = new("https://shop.blob.core.windows.net") }.EndpointOf("table").AbsoluteUri);

    [Theory]
    [InlineData("Aigc:Azure:Storage:ConnectionString", "UseDevelopmentStorage=true", 3)]
    [InlineData("Aigc:Azure:Storage:ServiceUri", "https://shop.blob.core.windows.net", 3)]
    [InlineData("Aigc:Other", "x", 0)]
    public void The_section_brings_the_three_stores_and_without_it_there_are_none(string key, string value, int expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddAigcAzure(configuration).BuildServiceProvider();

        object?[] stores = [services.GetService<IBlobStore>(), services.GetService<IRecordStore>(), services.GetService<IWorkQueue>()];

        Assert.Equal(expected, stores.Count(store => store is not null));
    }

    private AzureBlobStore Blobs()
    {
        var options = AzureStorageServices.With(new BlobClientOptions { Transport = new HttpClientTransport(new HttpClient(_account)), Retry = { MaxRetries = 0 } });
        return new(new BlobServiceClient(new Uri("https://shop.blob.core.windows.net"), new AnyToken(), options), "aigc", _time);
    }

    private static string DelegationKey(string expires) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <UserDelegationKey><SignedOid>object-id</SignedOid><SignedTid>tenant-id</SignedTid><SignedStart>2026-05-01T12:00:00Z</SignedStart><SignedExpiry>{expires}</SignedExpiry><SignedService>b</SignedService><SignedVersion>2024-11-04</SignedVersion><Value>a2V5LW9mLXRoZS10ZXN0</Value></UserDelegationKey>
        """;

    private sealed class AnyToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}
