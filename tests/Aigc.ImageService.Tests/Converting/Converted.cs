using Aigc.Contracts.Images;
using Aigc.ImageService.Tests.Pipeline;

namespace Aigc.ImageService.Tests.Converting;

/// <summary>Converts as the route does.</summary>
internal static class Converted
{
    public static ImageOutput To(this byte[] image, string format, int? quality = null, long? maxBytes = null, int? width = null, int? height = null) =>
        PipelineDriver.Made(image, new("convert", "c", width, height, format, quality) { MaxBytes = maxBytes });
}
