using System.Text.Json.Serialization;

namespace Aigc.ImageService.Storing;

/// <summary>
/// Tokens of the identity that the platform gives to this container, from the endpoint that it names in <c>IDENTITY_ENDPOINT</c>
/// (learn.microsoft.com/azure/container-apps/managed-identity, "Connect to Azure services in app code").
/// </summary>
internal sealed class ManagedIdentity(IHttpClientFactory clients, IConfiguration configuration, TimeProvider time)
{
    private const string Storage = "https://storage.azure.com/";

    // A token that ends while a picture is under way is of no use.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim _one = new(1);
    private volatile Token? _kept;

    /// <exception cref="HttpRequestException">There is no identity, or it is not given out.</exception>
    public async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        if (_kept is { } known && known.Ends - Margin > time.GetUtcNow()) return known.AccessToken;
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_kept is { } fresh && fresh.Ends - Margin > time.GetUtcNow()) return fresh.AccessToken;
            return (_kept = await AskAsync(cancellationToken)).AccessToken;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<Token> AskAsync(CancellationToken cancellationToken)
    {
        var endpoint = configuration["IDENTITY_ENDPOINT"] ?? throw new HttpRequestException("The address has no signature, and this machine has no managed identity (IDENTITY_ENDPOINT).");
        var client = configuration["AZURE_CLIENT_ID"] is { Length: > 0 } id ? $"&client_id={Uri.EscapeDataString(id)}" : "";
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{endpoint}?api-version=2019-08-01&resource={Uri.EscapeDataString(Storage)}{client}");
        request.Headers.Add("X-IDENTITY-HEADER", configuration["IDENTITY_HEADER"]);
        using var response = await clients.CreateClient(BlobContainer.ClientName).SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync(TokenJson.Default.Token, cancellationToken) is { AccessToken.Length: > 0 } token ? token : throw new HttpRequestException("The managed identity gave no token.");
    }

    /// <param name="ExpiresOn">Seconds since 1970, as text.</param>
    internal sealed record Token([property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_on")] long ExpiresOn)
    {
        public DateTimeOffset Ends => DateTimeOffset.FromUnixTimeSeconds(ExpiresOn);
    }
}

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ManagedIdentity.Token))]
internal sealed partial class TokenJson : JsonSerializerContext;
