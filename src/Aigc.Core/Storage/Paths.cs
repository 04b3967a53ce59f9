namespace Aigc.Core.Storage;

/// <summary>Where things lie in the blob store: area first, then the tenant.</summary>
public static class Paths
{
    public static string Feed(string tenant, string feed) => $"feeds/{tenant}/{feed}/rows";
    public static string Media(string tenant, string feed) => $"feeds/{tenant}/{feed}/media/";
    public static string Pages(string tenant, string batch, string run) => $"pages/{tenant}/{batch}/{run}/";
    public static string Page(string tenant, string batch, string run, int page) => $"{Pages(tenant, batch, run)}{page:D6}.jsonl";
    public static string RowErrors(string tenant, string batch) => $"exports/{tenant}/{batch}/errors.jsonl";
    public static string Export(string tenant, string batch, string file) => $"exports/{tenant}/{batch}/{file}";

    /// <summary>The size is in the name: pages that are cut up otherwise after a change of settings do not find each other's chunks.</summary>
    public static string Stage(string tenant, string batch, string run, int page, int chunk, int size, string stage) => $"pages/{tenant}/{batch}/{run}/{page:D6}/{chunk:D3}-{size}/{stage}.jsonl";
    public static string Categories(string tenant) => $"results/{tenant}/categories.json";
    public static string Asset(string tenant, string file) => $"assets/{tenant}/{file[..2]}/{file}";
}
