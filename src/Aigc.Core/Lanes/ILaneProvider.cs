namespace Aigc.Core.Lanes;

/// <summary>A protocol of batch lanes. A host registers one for each that it speaks.</summary>
public interface ILaneProvider
{
    /// <summary>As named in <c>Aigc:Lanes:Models:ID:Provider</c>.</summary>
    string Name { get; }

    /// <summary>Name of the setting that holds the key where the lane names none.</summary>
    string KeySetting { get; }

    /// <summary>Null: each lane has to say where it is.</summary>
    Uri? PublicEndpoint { get; }

    /// <summary>The lane of one model.</summary>
    /// <param name="http">New, and its address is set; the provider adds the key to it.</param>
    /// <param name="model">The provider's own name of the model.</param>
    IBatchLane Open(HttpClient http, string key, string model, LaneEndpoint settings);
}
