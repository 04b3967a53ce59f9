using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Aigc.Workflow.Tests.Sdk;

/// <summary>Members as lines of text in the notation of the recorded surface.</summary>
internal static class MemberText
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private static readonly string[] OfRecords = ["Equals", "GetHashCode", "ToString", "Deconstruct", "PrintMembers", "op_Equality", "op_Inequality", "<Clone>$"];

    public static IEnumerable<string> Of(Type type)
    {
        var name = NameOf(type);
        yield return $"{name}: type";
        if (typeof(Delegate).IsAssignableFrom(type)) yield break;
        if (type.IsEnum)
        {
            foreach (var value in Enum.GetValues(type)) yield return $"{name}: {value} = {Convert.ToInt64(value, CultureInfo.InvariantCulture)}";
            yield break;
        }
        foreach (var member in Constructors(type).Concat(Methods(type)).Concat(Properties(type)).Concat(Fields(type))) yield return $"{name}: {member}";
    }

    private static IEnumerable<string> Constructors(Type type) => type.GetConstructors(Own & ~BindingFlags.Static)
        .Where(constructor => IsSeen(constructor) && !IsDefaultOfStruct(type, constructor) && !IsImplied(type, constructor) && !IsCopyOfRecord(type, constructor))
        .Select(constructor => $"{(constructor.IsFamily ? "protected " : "")}{type.Name.Split('`')[0]}({Parameters(constructor)})");

    private static IEnumerable<string> Methods(Type type) => type.GetMethods(Own)
        .Where(method => IsSeen(method) && !method.IsSpecialName && !method.IsDefined(typeof(CompilerGeneratedAttribute)) && !(IsRecord(type) && OfRecords.Contains(method.Name)))
        .Where(method => method.GetBaseDefinition().DeclaringType != typeof(object))
        .Select(method => $"{Modifiers(method, type)}{TypeText(method.ReturnType)} {method.Name}{Generics(method)}({Parameters(method)})");

    private static IEnumerable<string> Properties(Type type) => type.GetProperties(Own).Where(property => property.GetAccessors(true).Any(IsSeen) && property.Name != "EqualityContract")
        .Select(property => $"{Modifiers(property.GetAccessors(true)[0], type)}{TypeText(property.PropertyType)} {property.Name} {{ {Accessors(property)}}}");

    private static IEnumerable<string> Fields(Type type) => type.GetFields(Own).Where(field => field.IsPublic || field.IsFamily)
        .Select(field => field.IsLiteral ? $"const {TypeText(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}" : $"{(field.IsStatic ? "static " : "")}{TypeText(field.FieldType)} {field.Name}");

    private static string Accessors(PropertyInfo property)
    {
        var get = property.GetMethod is { } getter && IsSeen(getter) ? "get; " : "";
        if (property.SetMethod is not { } setter || !IsSeen(setter)) return get;
        return get + (setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init; " : "set; ");
    }

    private static string Modifiers(MethodBase method, Type type)
    {
        if (type.IsInterface) return "";
        var access = method.IsFamily ? "protected " : "";
        if (method.IsStatic) return access + "static ";
        if (method.IsAbstract) return access + "abstract ";
        var isNew = method is MethodInfo info && info.GetBaseDefinition() == info;
        return access + (method.IsVirtual && !method.IsFinal && isNew ? "virtual " : "");
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter => $"{TypeText(parameter.ParameterType)} {parameter.Name}{Default(parameter)}"));

    private static string Default(ParameterInfo parameter) => !parameter.HasDefaultValue ? "" : " = " + parameter.DefaultValue switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        Enum value => $"{value.GetType().Name}.{value}",
        var value when parameter.ParameterType.IsEnum => $"{parameter.ParameterType.Name}.{Enum.ToObject(parameter.ParameterType, value)}",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string Generics(MethodInfo method) => method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";

    private static string NameOf(Type type) => type.Name.Split('`')[0] + (type.IsGenericType ? $"<{string.Join(",", type.GetGenericArguments().Select(argument => argument.Name))}>" : "");

    private static string TypeText(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value) return TypeText(value);
        if (type.IsArray) return TypeText(type.GetElementType()!) + "[]";
        if (type.IsGenericType) return $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(TypeText))}>";
        return type.FullName switch
        {
            "System.Void" => "void",
            "System.String" => "string",
            "System.Object" => "object",
            "System.Boolean" => "bool",
            "System.Int32" => "int",
            "System.Double" => "double",
            _ => type.Name,
        };
    }

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily;

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static bool IsDefaultOfStruct(Type type, ConstructorInfo constructor) => type.IsValueType && constructor.GetParameters().Length == 0;

    // A constructor that the compiler makes says nothing.
    private static bool IsImplied(Type type, ConstructorInfo constructor) => constructor.GetParameters().Length == 0 && !IsRecord(type);

    private static bool IsCopyOfRecord(Type type, ConstructorInfo constructor) => IsRecord(type) && constructor.GetParameters() is [{ } only] && only.ParameterType == type;
}
