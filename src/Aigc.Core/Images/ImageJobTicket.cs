namespace Aigc.Core.Images;

/// <summary>Where a job is asked for.</summary>
/// <param name="Cookies">Lead to the replica that works on it: the ingress of a service of several sets one. Each job has its own, so that no client keeps to one replica.</param>
/// <param name="RetryAfter">When it is worth asking; null: nobody said.</param>
internal sealed record ImageJobTicket(string JobId, string? Cookies, TimeSpan? RetryAfter)
{
    public static ImageJobTicket Of(string jobId, HttpResponseMessage accepted, TimeSpan? retryAfter) =>
        new(jobId, accepted.Headers.TryGetValues("Set-Cookie", out var set) ? string.Join("; ", set.Select(cookie => cookie.Split(';')[0])) : null, retryAfter);

    public HttpRequestMessage Message(HttpMethod method)
    {
        var message = new HttpRequestMessage(method, $"/v1/jobs/{Uri.EscapeDataString(JobId)}");
        if (Cookies is not null) message.Headers.TryAddWithoutValidation("Cookie", Cookies);
        return message;
    }
}
