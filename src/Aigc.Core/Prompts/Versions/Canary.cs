using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Aigc.Core.Prompts;

/// <summary>Who gets the canary. A product stays where it is for as long as the share stands; a larger share only adds products.</summary>
internal static class Canary
{
    /// <summary>The version for a label; for <c>production</c> that of <c>canary</c> where the product takes part. Null: this key has nothing under the label.</summary>
    public static int? VersionOf(PromptHead head, string label, string? product)
    {
        if (label == PromptReference.Production && product is not null && head.Labels.TryGetValue(PromptReference.Canary, out var canary) && Takes(head.Name, product, canary.Share ?? 0)) return canary.Version;
        return head.VersionOf(label) ?? (label == PromptReference.Canary ? head.VersionOf(PromptReference.Production) : null);
    }

    /// <param name="share">0 to 1.</param>
    internal static bool Takes(string name, string product, double share) => share > 0 && Place(name, product) < share;

    // The name is part of it, so that two templates do not try their canaries on the same products.
    private static double Place(string name, string product) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{product}"))) / (double)ulong.MaxValue;
}
