using System.Security.Cryptography;
using System.Text;
using Aigc.Contracts;
using Aigc.Contracts.Safety;
using Aigc.Core.Storage;

namespace Aigc.Core.Safety;

/// <summary>Looks at pictures before a model is shown them: at each once, whatever asks for it and how often, since looking costs too.</summary>
internal sealed class ShownPictures(SafetyChecker checker, PaidResults results)
{
    public async Task<SafetyVerdict> CheckAsync(string tenant, string channel, ReadOnlyMemory<byte> picture, string contentType, CancellationToken cancellationToken)
    {
        if (checker.Eye is not { } eye) return checker.JudgeImage(channel, []);
        var address = Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes($"shown|{eye}|"), .. SHA256.HashData(picture.Span)]));
        // What was found stays; what it comes to is another question on each channel, and after each change of the policy.
        if (await results.FindAsync(tenant, address, AigcJson.Default.SafetyVerdict, cancellationToken) is { } known) return checker.JudgeImage(channel, known.Findings);
        var verdict = await checker.CheckImageAsync(channel, picture, contentType, cancellationToken);
        await results.KeepAsync(tenant, address, verdict, AigcJson.Default.SafetyVerdict, cancellationToken);
        return verdict;
    }
}
