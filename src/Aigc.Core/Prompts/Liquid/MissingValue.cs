using System.Globalization;
using System.Text.Encodings.Web;
using Fluid;
using Fluid.Values;

namespace Aigc.Core.Prompts;

/// <summary>A variable that nobody gave. A condition may ask for it, and finds it false; where it would be written, it is reported.</summary>
internal sealed class MissingValue(string path, Action<string>? missing) : FluidValue
{
    public override FluidValues Type => FluidValues.Nil;

    public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => new(new MissingValue($"{path}.{name}", missing));

    public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) => new(new MissingValue($"{path}[{index.ToStringValue()}]", missing));

    public override ValueTask WriteToAsync(TextWriter writer, TextEncoder encoder, CultureInfo cultureInfo)
    {
        missing?.Invoke(path);
        return default;
    }

    public override bool ToBooleanValue() => false;

    public override decimal ToNumberValue() => 0;

    public override string ToStringValue() => "";

    public override object ToObjectValue() => "";

    public override bool IsNil() => true;

    public override bool Equals(FluidValue? other) => other is null || other.IsNil();

    public override bool Equals(object? obj) => obj is FluidValue other && Equals(other);

    public override int GetHashCode() => 0;
}
