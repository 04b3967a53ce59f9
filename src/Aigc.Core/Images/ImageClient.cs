using Aigc.Contracts;
using Aigc.Contracts.Images;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Images;

/// <summary>The image service over HTTP.</summary>
public sealed class ImageClient(HttpClient http, IOptions<ImageOptions> options, TimeProvider time)
{
    private readonly ImageWire _wire = new(http, time);

    /// <inheritdoc cref="RunAsync(string, ImagePipelineRequest, IReadOnlyDictionary{string, SentPicture}, CancellationToken)"/>
    public Task<ImagePipelineResponse> RunAsync(string tenant, ImagePipelineRequest request, ReadOnlyMemory<byte> source, string contentType, CancellationToken cancellationToken = default) =>
        RunAsync(tenant, request, new Dictionary<string, SentPicture> { ["image"] = new(source, contentType) }, cancellationToken);

    /// <summary>Waits for the result, by way of a job where it takes long. Whoever stops waiting takes the work along.</summary>
    /// <param name="tenant">Whose work it is: what one tenant asks for again, after a crash or a lost answer, is the work that is known already.</param>
    /// <param name="pictures">By name: <c>image</c> is worked on, others are what an operation asks for beside it.</param>
    /// <exception cref="TransientException">The service is busy, down or too slow.</exception>
    /// <exception cref="ProblemException">The service cannot use these pictures; the code is that of its problem.</exception>
    public Task<ImagePipelineResponse> RunAsync(string tenant, ImagePipelineRequest request, IReadOnlyDictionary<string, SentPicture> pictures, CancellationToken cancellationToken = default) =>
        new PictureErrand(_wire, options.Value, time, new(tenant, request, pictures)).RunAsync(cancellationToken);

    /// <summary>The backgrounds that a scene can ask for.</summary>
    /// <param name="category">Of a product, to be told how each suits it; null: nobody asks.</param>
    /// <exception cref="TransientException">The service is busy, down or too slow.</exception>
    public Task<SceneTemplateList> TemplatesAsync(string? category = null, CancellationToken cancellationToken = default) =>
        _wire.GetAsync(category is null ? "/v1/templates" : $"/v1/templates?category={Uri.EscapeDataString(category)}", AigcJson.Default.SceneTemplateList, list => list.Templates is not null, cancellationToken);

    /// <summary>The models that are installed.</summary>
    /// <exception cref="TransientException">The service is busy, down or too slow.</exception>
    public Task<ImageModelList> ModelsAsync(CancellationToken cancellationToken = default) =>
        _wire.GetAsync("/v1/models", AigcJson.Default.ImageModelList, list => list.Models is not null, cancellationToken);
}

/// <summary>A picture as it is sent along.</summary>
public sealed record SentPicture(ReadOnlyMemory<byte> Bytes, string ContentType);
