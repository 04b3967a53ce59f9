using System.Diagnostics;
using System.Text.Json;

namespace Aigc.ImageService.Tests.Provenance;

/// <summary>The independent reader (Debian: libimage-exiftool-perl).</summary>
internal static class ExifTool
{
    private const string Path = "/usr/bin/exiftool";

    public static bool IsThere => File.Exists(Path);

    /// <summary>Every field by group and name, such as <c>XMP-iptcExt:DigitalSourceType</c>; older versions write XMP-TC260:Aigc, newer ones AIGC.</summary>
    public static Dictionary<string, string> Read(byte[] file, string extension)
    {
        var name = System.IO.Path.Combine(System.IO.Path.GetTempPath(), Guid.NewGuid().ToString("N") + "." + extension);
        File.WriteAllBytes(name, file);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Path, ["-json", "-G1", "-struct", "-n", "-a", name]) { RedirectStandardOutput = true })!;
            using var document = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
            process.WaitForExit();
            return document.RootElement[0].EnumerateObject().ToDictionary(field => field.Name, field => field.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        }
        finally
        {
            File.Delete(name);
        }
    }
}

/// <summary>Runs where ExifTool is installed, as it is wherever <c>./test</c> ran.</summary>
public sealed class ExifToolTheoryAttribute : TheoryAttribute
{
    public ExifToolTheoryAttribute()
    {
        if (!ExifTool.IsThere) Skip = "ExifTool is not installed.";
    }
}
