using System.Text.Json;
using Aigc.Contracts.Products;

namespace Aigc.Contracts.Prompts;

/// <summary>Render a template without asking any model.</summary>
/// <param name="Values">Values of variables; those that are bound are filled from the product unless they are given.</param>
/// <param name="Product">Null: the template's own sample.</param>
/// <param name="Reference"><c>3</c> or a label; null: <c>production</c>.</param>
public sealed record RenderPromptRequest(JsonElement? Values = null, Product? Product = null, string? Reference = null);

/// <param name="Template">As recorded on results.</param>
public sealed record RenderedMessages(string Template, IReadOnlyList<PromptMessage> Messages, PromptSize Size);

/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
public sealed record PromptMessage(string Role, string Text);

/// <summary>Fill a template for products, without asking any model.</summary>
/// <param name="Products">Up to 1,000; or <paramref name="FeedUrl"/>.</param>
/// <param name="FeedUrl">Public http(s) address of a feed; its first 200 good rows are tried.</param>
/// <param name="Values">Values of the variables that are not bound, such as <c>language</c>.</param>
public sealed record CheckPromptRequest(IReadOnlyList<Product>? Products = null, string? FeedUrl = null, JsonElement? Values = null, string? Reference = null);

/// <summary>What would happen to these products if the template ran now.</summary>
/// <param name="Checked">Products that were tried.</param>
/// <param name="Affected">Those that would fail.</param>
/// <param name="Completeness">Mean of the context meter, 0 to 1.</param>
public sealed record PromptCheck(string Template, int Checked, int Affected, double Completeness, IReadOnlyList<PromptGap> Gaps, IReadOnlyList<ContextGap> Missing);

/// <summary>The check of one output of a batch.</summary>
public sealed record SlotPromptCheck(string Slot, PromptCheck Check);

/// <param name="Code"><c>unresolved-variable</c>, <c>source-failed</c>, <c>value-invalid</c> or <c>prompt-too-large</c>.</param>
/// <param name="Variable">The variable that would be blank.</param>
/// <param name="Source">Where it was to come from; null: from the caller.</param>
/// <param name="Products">How many products are affected.</param>
/// <param name="Rows">The first of them: 1-based rows of the feed or of the list.</param>
public sealed record PromptGap(string Code, string Variable, string? Source, string Message, int Products, IReadOnlyList<long> Rows);

/// <summary>A fact that would help the model and that these products do not carry.</summary>
/// <param name="Fact"><c>description</c>, <c>brand</c>, or a key attribute of the category such as <c>attributes.material</c>.</param>
/// <param name="Weight">Its share of the context meter, 0 to 1.</param>
public sealed record ContextGap(string Fact, double Weight, int Products, IReadOnlyList<long> Rows);

/// <summary>Make a template of a loose question.</summary>
/// <param name="Question">Up to 4,000 characters.</param>
/// <param name="Name">Of the template; null: made from the question.</param>
public sealed record AssemblePromptRequest(string Question, string? Category = null, string? Name = null);

/// <summary>A draft; nothing is stored.</summary>
/// <param name="Method">How it came to be.</param>
/// <param name="Notes">What was recognised, what was assumed, what the author must still decide.</param>
/// <param name="Questions">What to ask back, because the question does not say it.</param>
public sealed record PromptDraft(Prompt Prompt, IReadOnlyList<string> Patterns, string Method, IReadOnlyList<string> Notes, IReadOnlyList<string> Questions, LintReport Lint);

/// <summary>What a <c>.prompty</c> file says; nothing is stored unless asked for.</summary>
/// <param name="Notes">What could not be taken over, and why.</param>
public sealed record ImportedPrompt(Prompt Prompt, IReadOnlyList<string> Notes, LintReport Lint);
