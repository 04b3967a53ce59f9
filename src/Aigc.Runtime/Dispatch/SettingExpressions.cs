using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Aigc.Runtime.Dispatch;

/// <summary>Replaces <c>%Section:Key%</c> in attribute values by the setting of that name.</summary>
internal sealed partial class SettingExpressions(IConfiguration configuration)
{
    /// <exception cref="InvalidOperationException">A setting is missing: the function could not start where it is meant to.</exception>
    public string Resolve(string function, string value) => Expression().Replace(value, match =>
        configuration[match.Groups[1].Value]
            ?? throw new InvalidOperationException($"Function '{function}' refers to the setting '{match.Groups[1].Value}', which is not configured."));

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Expression();
}
