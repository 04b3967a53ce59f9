namespace Aigc.Local.Hosting;

/// <summary>Where the local host listens and keeps its data.</summary>
/// <param name="Url">Loopback address with a port; port 0: any free one.</param>
/// <param name="DataFolder">Created where it is missing.</param>
public sealed record LocalOptions(string Url, string DataFolder)
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Further settings, over those of the environment.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary><c>AIGC_DATA</c>, else <c>.aigc</c> in the current folder.</summary>
    public static string DefaultDataFolder => Environment.GetEnvironmentVariable("AIGC_DATA") ?? Path.Combine(Environment.CurrentDirectory, ".aigc");
}
