using Aigc.Core.Products;
using Aigc.Core.Prompts;
using Aigc.Core.Tests.Products;
using Aigc.Testing;

namespace Aigc.Core.Tests.Prompts;

/// <summary>The templates that ship.</summary>
public sealed class StarterTests
{
    private readonly StarterLibrary _starters = new();
    private readonly PromptDriver _driver = new();

    [Fact]
    public void There_is_one_for_every_kind_of_text() =>
        Assert.Equal(["ad", "attributes", "back-translation", "category", "description", "gap-report", "highlights", "ideas", "keywords", "title", "translation"], _starters.All.Where(starter => starter.Prompt.Category is null).Select(starter => starter.Prompt.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_lint_has_nothing_to_say_against_any_of_them()
    {
        foreach (var starter in _starters.All)
        {
            var report = await _driver.Editor.LintAsync("acme", starter.Prompt);

            Assert.Empty(report.Findings.Select(finding => $"{PromptKey.Of(starter.Prompt)}: {finding.Code} {finding.Part} {finding.Line} {finding.Message}"));
            Assert.InRange(report.Size.Tokens, 150, 1_200);
            if (starter.Prompt.Name is not ("translation" or "back-translation" or "gap-report")) Assert.InRange(report.Size.PrefixShare, 0.6, 1);
        }
    }

    [Fact]
    public async Task Each_is_stored_as_a_tenants_own_when_it_is_forked()
    {
        foreach (var starter in _starters.All)
        {
            var forked = await _driver.Editor.ForkAsync(PromptDriver.Ann, starter.Prompt.Name, starter.Prompt.Category, new());

            Assert.Equal((1, starter.Hash), (forked.Value.Version.Version, forked.Value.Version.Hash));
        }
    }

    [CatalogueFact]
    public async Task Every_category_of_the_catalogue_has_its_own_words_for_titles_points_descriptions_and_attributes()
    {
        foreach (var category in (await new IngestDriver().IngestAsync(await File.ReadAllBytesAsync(Catalogue.Feed), "csv")).Select(item => item.Product.Category()).Distinct())
            foreach (var name in new[] { "title", "highlights", "description", "attributes" })
            {
                var template = await _driver.Library.ResolveAsync("acme", name, category);

                Assert.Matches(@"^[a-z-]+@0\.[0-9a-f]{12}\+[a-z-]+@0\.[0-9a-f]{12}$", template.Id);
                Assert.Contains($"category {category} ", template.Prompt.Parts.Context, StringComparison.Ordinal);
            }
    }

    [CatalogueFact]
    public async Task Every_product_of_the_catalogue_fills_every_starter_that_copy_is_made_with()
    {
        var items = await new IngestDriver().IngestAsync(await File.ReadAllBytesAsync(Catalogue.Feed), "csv");
        foreach (var name in new[] { "title", "highlights", "description", "attributes" })
        {
            var check = await _driver.Trials.CheckAsync("acme", name, new(Values: PromptDriver.Json("""{"language":"zh-CN","maxLength":150,"count":5}""")), items);

            Assert.Equal((items.Count, 0), (check.Checked, check.Affected));
            Assert.InRange(check.Completeness, 0.6, 0.8);
        }
    }
}
