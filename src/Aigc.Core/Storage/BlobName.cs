using System.Text.RegularExpressions;

namespace Aigc.Core.Storage;

/// <summary>What may be the name of a blob: the same on every backend, so that no name reaches outside of the store.</summary>
public static partial class BlobName
{
    /// <summary>The name itself.</summary>
    /// <exception cref="ArgumentException">It is no such name.</exception>
    public static string Checked(string name) =>
        Form().IsMatch(name) && name.Split('/').All(part => part is not ("." or ".."))
            ? name
            : throw new ArgumentException($"'{name}' is not the name of a blob.", nameof(name));

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,200}(/[A-Za-z0-9._-]{1,200})*\z")]
    private static partial Regex Form();
}
