using Microsoft.Extensions.AI;

namespace Aigc.Core.Text.Gateway;

/// <summary>A family of models that is reached the same way. A host registers one for each that it has.</summary>
public interface IModelProvider
{
    /// <summary>As named in <c>Aigc:Text:Models:ID:Provider</c>.</summary>
    string Name { get; }

    /// <summary><c>gen_ai.provider.name</c> of the telemetry conventions.</summary>
    string TelemetryName { get; }

    /// <summary>Name of the setting that holds the key where the model names none; null: it works without one.</summary>
    string? KeySetting { get; }

    /// <summary>Null: each model has to say where it is.</summary>
    Uri? PublicEndpoint { get; }

    /// <summary>
    /// A client bound to the one model. It asks once, sets no time limit of its own and goes through <see cref="ModelHttp"/>, so that failures
    /// are the same whatever the SDK.
    /// </summary>
    IChatClient Connect(ModelConnection connection);
}

/// <summary>Where a model is. A class, not a record: its text must not show the key.</summary>
/// <param name="model">The provider's own name of it.</param>
/// <param name="key">Null: none is needed.</param>
public sealed class ModelConnection(string model, Uri endpoint, string? key, int maxOutputTokens)
{
    public string Model => model;
    public Uri Endpoint => endpoint;
    public string? Key => key;

    /// <summary>For protocols that demand a limit with each call.</summary>
    public int MaxOutputTokens => maxOutputTokens;
}
