using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Aigc.Runtime.Dispatch.Invocation;

/// <summary>Fills a function's parameters. How each is filled is decided once, when the host starts.</summary>
internal sealed class ParameterBinder
{
    private readonly Func<InvocationContext, object?>[] _sources;

    /// <param name="names">Names of the values that the trigger hands over, see <see cref="TriggerInput.Data"/>.</param>
    /// <exception cref="InvalidOperationException">A parameter could never be filled.</exception>
    public ParameterBinder(FunctionEntry entry, IEnumerable<string> names)
    {
        var known = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        _sources = [.. entry.Method.GetParameters().Select(parameter => Source(entry, parameter, known))];
    }

    /// <exception cref="BindingException">A value does not convert to its parameter's type.</exception>
    public object?[] Bind(InvocationContext context) => [.. _sources.Select(source => source(context))];

    private static Func<InvocationContext, object?> Source(FunctionEntry entry, ParameterInfo parameter, HashSet<string> known)
    {
        var type = parameter.ParameterType;
        // By position: reflection may hand out two objects for one parameter where two threads ask for the first time.
        if (parameter.Position == entry.TriggerParameter.Position) return context => context.Input.Value;
        if (type == typeof(FunctionContext)) return context => context;
        if (type == typeof(CancellationToken)) return context => context.CancellationToken;
        if (parameter.IsDefined(typeof(DurableClientAttribute)) && type == typeof(DurableTaskClient))
            return context => context.InstanceServices.GetRequiredService<DurableTaskClient>();
        if (known.Contains(parameter.Name!)) return context => Named(parameter, context.Input.Data);
        if (parameter.HasDefaultValue) return _ => Missing(parameter);
        throw new InvalidOperationException($"Nothing fills the parameter '{parameter.Name}' ({type.Name}) of the function '{entry.Name}'.");
    }

    private static object? Named(ParameterInfo parameter, IReadOnlyDictionary<string, object?> data)
    {
        if (!data.TryGetValue(parameter.Name!, out var value) || value is null) return Missing(parameter);
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type.IsInstanceOfType(value)) return value;
        var text = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or NotSupportedException or OverflowException)
        {
            throw new BindingException($"The value of '{parameter.Name}' is not a valid {type.Name}.", error);
        }
    }

    private static object? Missing(ParameterInfo parameter) => parameter switch
    {
        { HasDefaultValue: true, DefaultValue: { } value } => value,
        { ParameterType.IsValueType: true } => Activator.CreateInstance(parameter.ParameterType),
        _ => null,
    };
}
