using System.Diagnostics;

namespace Aigc.Benchmarks;

/// <summary>This program again, as a process of its own.</summary>
internal static class ThisProgram
{
    public static ProcessStartInfo With(IEnumerable<string> arguments) => new("dotnet", [typeof(ThisProgram).Assembly.Location, .. arguments]);
}
