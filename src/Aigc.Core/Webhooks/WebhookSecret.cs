using System.Security.Cryptography;

namespace Aigc.Core.Webhooks;

/// <summary>A signing key of 24 to 64 bytes. Its text form is <c>whsec_</c> and base64; it never prints itself.</summary>
public sealed class WebhookSecret
{
    private const string Prefix = "whsec_";

    private WebhookSecret(byte[] key) => Key = key;

    internal byte[] Key { get; }

    public static WebhookSecret New() => new(RandomNumberGenerator.GetBytes(32));

    /// <exception cref="ProblemException"><c>webhook-secret-invalid</c> (422).</exception>
    public static WebhookSecret Parse(string text)
    {
        var key = new byte[64];
        return text.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(text[Prefix.Length..], key, out var length) && length >= 24
            ? new WebhookSecret(key[..length])
            : throw new ProblemException("webhook-secret-invalid", "A secret is 'whsec_' and the base64 of 24 to 64 bytes.", 422);
    }

    /// <summary>The text form, for the one who is entitled to see it.</summary>
    public string Reveal() => Prefix + Convert.ToBase64String(Key);

    /// <summary>Says nothing, so that a log line cannot give the key away.</summary>
    public override string ToString() => Prefix + "***";
}
