using Aigc.Contracts.Prompts;

namespace Aigc.Core.Prompts;

/// <summary>Templates as <c>.prompty</c> files.</summary>
public sealed class PromptFiles
{
    public const int MaxBytes = PromptyReader.MaxBytes;
    private readonly PromptCatalog _catalog;
    private readonly PromptEditor _editor;

    internal PromptFiles(PromptCatalog catalog, PromptEditor editor) => (_catalog, _editor) = (catalog, editor);

    /// <summary>Nothing is stored.</summary>
    /// <exception cref="ProblemException"><c>prompty-invalid</c>, <c>template-invalid</c> (422), <c>too-large</c> (413).</exception>
    public async Task<ImportedPrompt> ReadAsync(string tenant, string text, CancellationToken cancellationToken = default)
    {
        var file = PromptyReader.Read(text);
        return new(file.Prompt, file.Notes, await _editor.LintAsync(tenant, file.Prompt, cancellationToken));
    }

    /// <exception cref="ProblemException"><c>not-found</c> (404), <c>prompty-unsupported</c> (422).</exception>
    public async Task<string> WriteAsync(string tenant, string name, string? category, string? selector, CancellationToken cancellationToken = default) =>
        PromptyWriter.Write((await _catalog.GetAsync(tenant, name, category, selector, cancellationToken)).Value.Prompt);
}
