using Aigc.Core.Tests.Products;
using Aigc.Local.Samples;
using Aigc.Testing;
using Aigc.Testing.Facts;

namespace Aigc.Core.Tests.Text.Facts;

/// <summary>Real products to make true copy of.</summary>
internal static class GroundedProducts
{
    public static async Task<IReadOnlyList<GroundedCopy>> SamplesAsync()
    {
        var folder = Directory.CreateTempSubdirectory("aigc-facts-").FullName;
        try
        {
            return await CopiesAsync(await SampleCatalogue.WriteAsync(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static Task<IReadOnlyList<GroundedCopy>> CatalogueAsync() => CopiesAsync(Catalogue.Feed);

    private static async Task<IReadOnlyList<GroundedCopy>> CopiesAsync(string feed)
    {
        var products = (await new IngestDriver().IngestAsync(await File.ReadAllBytesAsync(feed), "csv")).Select(item => item.Product).ToList();
        return [.. products.SelectMany(product => GroundedCopies.Of(product, "en").Concat(GroundedCopies.Of(product, "zh-CN")))];
    }
}
