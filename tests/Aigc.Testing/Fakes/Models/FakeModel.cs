using System.Net;
using System.Text.Json;

namespace Aigc.Testing.Fakes.Models;

/// <summary>A call as it came over the wire, whatever the protocol.</summary>
/// <param name="Words">Everything said by anybody, in order.</param>
public sealed record AskedModel(string? Key, string? Model, string Words, int? MaxTokens, JsonElement? Schema, IReadOnlyList<string> Tools);

/// <summary>A chat model on its wire protocol. Answers count 321 tokens read, 200 of them from the provider's cache, and 12 written.</summary>
public abstract class FakeModel : WireServer
{
    public const int Read = 321;
    public const int Cached = 200;
    public const int Written = 12;

    /// <summary>As the provider names what really answered.</summary>
    public abstract string Served { get; }

    public abstract AskedModel AskedIn(WireCall call);

    public abstract void Completes(string text);

    public abstract void Streams(params string[] parts);

    /// <summary>Parts, and then the line is cut.</summary>
    public abstract void BreaksOff(params string[] parts);

    /// <summary>Parts, and then an orderly end of the stream that is no end of the answer.</summary>
    public abstract void StopsShort(params string[] parts);

    /// <param name="arguments">JSON object.</param>
    public abstract void CallsTool(string id, string name, string arguments);

    /// <summary>The filter refuses what it was asked.</summary>
    public abstract void RefusesPrompt();

    /// <summary>The filter stops what was being written.</summary>
    public abstract void StopsAnswer();

    public abstract void TooLong();

    public abstract void Fails(HttpStatusCode status, string? retryAfter = null, IReadOnlyDictionary<string, string>? headers = null);

    protected void Stream(IEnumerable<string> events, bool breaksOff = false) =>
        Answer(new(HttpStatusCode.OK, "") { ContentType = "text/event-stream", Parts = [.. events], BreaksOff = breaksOff });

    protected static string Quote(string text) => JsonSerializer.Serialize(text);
}
