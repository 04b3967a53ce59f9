using System.Linq.Expressions;
using System.Reflection;

namespace Aigc.Runtime.Dispatch.Invocation;

/// <summary>Calls a method through code compiled once; awaits what it returns.</summary>
internal sealed class FunctionInvoker
{
    private readonly Func<object?, object?[], ValueTask<object?>> _call;

    public FunctionInvoker(MethodInfo method)
    {
        var instance = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        var call = Expression.Call(
            method.IsStatic ? null : Expression.Convert(instance, method.DeclaringType!),
            method,
            method.GetParameters().Select((parameter, at) => Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(at)), parameter.ParameterType)));
        _call = Expression.Lambda<Func<object?, object?[], ValueTask<object?>>>(Awaited(call, method.ReturnType), instance, arguments).Compile();
    }

    public ValueTask<object?> InvokeAsync(object? instance, object?[] arguments) => _call(instance, arguments);

    private static Expression Awaited(Expression call, Type type)
    {
        if (type == typeof(void)) return Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)));
        if (type == typeof(Task)) return Wrap(nameof(FromTask), call);
        if (type == typeof(ValueTask)) return Wrap(nameof(FromValueTask), call);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)) return Wrap(nameof(FromTaskOf), call, type.GenericTypeArguments);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>)) return Wrap(nameof(FromValueTaskOf), call, type.GenericTypeArguments);
        return Wrap(nameof(FromValue), Expression.Convert(call, typeof(object)));
    }

    private static MethodCallExpression Wrap(string name, Expression call, params Type[] types) => Expression.Call(typeof(FunctionInvoker), name, types, call);

    private static ValueTask<object?> FromValue(object? value) => ValueTask.FromResult(value);

    private static async ValueTask<object?> FromTask(Task task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> FromValueTask(ValueTask task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> FromTaskOf<T>(Task<T> task) => await task;

    private static async ValueTask<object?> FromValueTaskOf<T>(ValueTask<T> task) => await task;
}
