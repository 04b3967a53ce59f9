using Microsoft.Extensions.Options;

namespace Aigc.Core.Lanes;

/// <summary>A lane that nobody here can speak to is found at the start, not in the first batch.</summary>
internal sealed class LaneOptionsCheck(IEnumerable<ILaneProvider> providers) : IValidateOptions<LaneOptions>
{
    public ValidateOptionsResult Validate(string? name, LaneOptions options)
    {
        var known = providers.ToDictionary(provider => provider.Name, StringComparer.Ordinal);
        var wrong = options.Models.SelectMany(model => Flaws($"Aigc:Lanes:Models:{model.Key}", model.Value, known)).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Flaws(string section, LaneEndpoint lane, Dictionary<string, ILaneProvider> known)
    {
        if (!known.TryGetValue(lane.Provider, out var provider)) yield return $"{section}:Provider names '{lane.Provider}', which this host has no lane of. It has: {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}.";
        else if ((lane.Endpoint ?? provider.PublicEndpoint) is not { IsAbsoluteUri: true, Scheme: "http" or "https" }) yield return $"{section}:Endpoint is an http or https address.";
    }
}
