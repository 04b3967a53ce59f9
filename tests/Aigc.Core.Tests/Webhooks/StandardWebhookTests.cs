using System.Text;
using Aigc.Core.Webhooks;

namespace Aigc.Core.Tests.Webhooks;

public sealed class StandardWebhookTests
{
    private const string Id = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W";
    private const long Seconds = 1674087231;
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(Seconds);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("{\"type\":\"approval.decided\"}");
    private static readonly WebhookSecret Old = WebhookSecret.New();
    private static readonly WebhookSecret Secret = WebhookSecret.New();

    [Fact]
    public void A_call_is_signed_as_the_published_vector_says()
    {
        var secret = WebhookSecret.Parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        var signature = StandardWebhook.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), "{\"test\": 2432232314}"u8, secret);
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Fact]
    public void During_a_rotation_both_keys_are_taken_and_others_are_not()
    {
        Assert.Equal(Id, Verify(Body, Sign(Old)));
        Assert.Equal(Id, Verify(Body, "v1,bm8= " + Sign(Secret)));
        Assert.Equal("signature-invalid", Refusal(() => Verify(Body, Sign(WebhookSecret.New()))));
    }

    [Fact]
    public void No_flipped_bit_of_body_id_timestamp_or_signature_gets_through()
    {
        var (accepted, tried) = (0, 0);
        var parts = new[] { Encoding.ASCII.GetBytes(Id), Encoding.ASCII.GetBytes(Seconds.ToString()), Body, Encoding.ASCII.GetBytes(Sign(Secret)) };
        for (var part = 0; part < parts.Length; part++)
            for (var bit = 0; bit < parts[part].Length * 8; bit++, tried++)
            {
                var forged = parts.Select(bytes => (byte[])bytes.Clone()).ToArray();
                forged[part][bit / 8] ^= (byte)(1 << (bit % 8));
                var headers = new WebhookHeaders(Encoding.Latin1.GetString(forged[0]), Encoding.Latin1.GetString(forged[1]), Encoding.Latin1.GetString(forged[3]));
                try { StandardWebhook.Verify(headers, forged[2], [Secret], At); accepted++; }
                catch (ProblemException) { }
            }
        Assert.True(tried > 800);
        Assert.Equal(0, accepted);
    }

    [Theory]
    [InlineData(300, null)]
    [InlineData(-300, null)]
    [InlineData(301, "timestamp-outside-tolerance")]
    [InlineData(-301, "timestamp-outside-tolerance")]
    public void A_call_is_good_for_five_minutes_to_either_side(int seconds, string? refusal) =>
        Assert.Equal(refusal, Refusal(() => StandardWebhook.Verify(Headers(Sign(Secret)), Body, [Secret], At.AddSeconds(seconds))));

    [Fact]
    public void A_call_without_one_of_its_headers_is_refused()
    {
        var whole = Headers(Sign(Secret));
        foreach (var headers in (WebhookHeaders[])[whole with { Id = null }, whole with { Timestamp = null }, whole with { Signature = null }])
            Assert.Equal("signature-invalid", Refusal(() => StandardWebhook.Verify(headers, Body, [Secret], At)));
    }

    [Fact]
    public void A_secret_does_not_print_itself() => Assert.DoesNotContain(Secret.Reveal()[6..], $"{Secret}");

    private static string Sign(WebhookSecret secret) => StandardWebhook.Sign(Id, At, Body, secret);

    private static WebhookHeaders Headers(string signature) => new(Id, Seconds.ToString(), signature);

    private static string Verify(byte[] body, string signature) => StandardWebhook.Verify(Headers(signature), body, [Secret, Old], At);

    private static string? Refusal(Action act) => Record.Exception(act) is { } e ? Assert.IsType<ProblemException>(e).Code : null;
}
