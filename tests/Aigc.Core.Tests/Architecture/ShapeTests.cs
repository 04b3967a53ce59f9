using System.Reflection;
using Microsoft.DurableTask;

namespace Aigc.Core.Tests.Architecture;

/// <summary>Shape rules that a reader relies on.</summary>
public sealed class ShapeTests
{
    private static readonly Assembly[] Product = [typeof(AigcServices).Assembly, Assembly.Load("Aigc.Azure"), Assembly.Load("Aigc.Functions"), Assembly.Load("Aigc.Providers"), Assembly.Load("Aigc.Runtime")];

    [Fact]
    public void No_class_takes_more_than_four_dependencies()
    {
        var greedy = Classes().Where(type => !IsRecord(type)).Where(type => type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Any(TakesTooMuch));
        Assert.Empty(greedy.Select(type => type.FullName));
    }

    [Fact]
    public void Classes_are_sealed_static_or_abstract() =>
        Assert.Empty(Classes().Where(type => !type.IsSealed && !type.IsAbstract && !HasHeirs(type)).Select(type => type.FullName));

    [Fact]
    public void Every_orchestrator_and_activity_is_in_the_one_task_list()
    {
        var registry = new DurableTaskRegistry().AddAigcTasks();
        var listed = registry.GetOrchestrators().Select(task => task.Key.Name).Concat(registry.GetActivities().Select(task => task.Key.Name)).Order();
        var written = typeof(AigcServices).Assembly.GetTypes().Where(type => !type.IsAbstract && (typeof(ITaskActivity).IsAssignableFrom(type) || typeof(ITaskOrchestrator).IsAssignableFrom(type))).Select(type => type.Name).Order();
        Assert.Equal(written, listed);
    }

    private static IEnumerable<Type> Classes() => Product.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.IsClass && type.Namespace?.StartsWith("Aigc", StringComparison.Ordinal) == true && !type.Name.Contains('<') && type.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is null);

    // Values are no dependencies: strings, numbers, times, names, delegates and records.
    private static bool TakesTooMuch(ConstructorInfo constructor) =>
        constructor.GetParameters().Select(parameter => parameter.ParameterType)
            .Count(type => (type.IsClass || type.IsInterface) && type != typeof(string) && !typeof(Delegate).IsAssignableFrom(type) && !IsRecord(type) && !IsCrossCutting(type)) > 4;

    private static bool IsCrossCutting(Type type) => type == typeof(TimeProvider) || (type.IsGenericType && type.FullName?.StartsWith("Microsoft.Extensions.Logging.ILogger", StringComparison.Ordinal) == true);

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static bool HasHeirs(Type type) => Product.SelectMany(assembly => assembly.GetTypes()).Any(heir => heir.BaseType == type);
}
