using Xunit;

namespace Aigc.Testing;

/// <summary>A fact about the real product catalogue; skipped, with the reason shown, where the catalogue is not beside the checkout.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CatalogueFactAttribute : FactAttribute
{
    public CatalogueFactAttribute()
    {
        if (Catalogue.Folder is null) Skip = "The product catalogue (shared/data/catalogue) is not beside this checkout.";
    }
}
