namespace Aigc.Functions.Http;

/// <summary>A page that reads the OpenAPI document beside it and can send its requests. It loads nothing from elsewhere.</summary>
internal static class DocumentPage
{
    public static readonly string Html = Read();

    private static string Read()
    {
        using var reader = new StreamReader(typeof(DocumentPage).Assembly.GetManifestResourceStream("docs.html")!);
        return reader.ReadToEnd();
    }
}
