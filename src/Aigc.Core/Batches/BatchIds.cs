using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Aigc.Core.Batches;

/// <summary>
/// Batch ids are the time of submission and a random tail: <c>20260314T092653-1a2b3c4d</c>. Their record key has each digit of the time
/// complemented, so that the newest batch comes first in key order.
/// </summary>
internal static partial class BatchIds
{
    public static string New(DateTimeOffset now) =>
        now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture) + "-" + RandomNumberGenerator.GetHexString(8, lowercase: true);

    public static bool IsValid(string id) => Form().IsMatch(id);

    public static string KeyOf(string id) =>
        string.Create(id.Length, id, (key, source) =>
        {
            for (var i = 0; i < key.Length; i++) key[i] = i < 15 && char.IsAsciiDigit(source[i]) ? (char)('0' + '9' - source[i]) : source[i];
        });

    public static string InstanceOf(string tenant, string batchId, string run) => run == Runs.Main ? $"{tenant}:{batchId}" : $"{tenant}:{batchId}:{run}";

    [GeneratedRegex("^[0-9]{8}T[0-9]{6}-[0-9a-f]{8}$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

/// <summary>Names of the passes over a batch's items.</summary>
internal static class Runs
{
    public const string Main = "main";
    public const string Trial = "trial";

    public static string Retry(int number) => $"retry-{number}";
}
