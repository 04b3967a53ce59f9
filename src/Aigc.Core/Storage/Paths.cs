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
    public static string Stage(string tenant, string batch, string run, int page, int chunk, string stage) => $"pages/{tenant}/{batch}/{run}/{page:D6}/{chunk:D3}/{stage}.jsonl";
    public static string Asset(string tenant, string file) => $"assets/{tenant}/{file[..2]}/{file}";
    public static string Result(string tenant, string key) => $"results/{tenant}/{key[..2]}/{key}.json";
}
