namespace Aigc.ImageService.Triage;

/// <summary>What mends a photo: each is an operation of the service, by its name.</summary>
internal enum FixRoute { Upscale, Crop, Cutout }
