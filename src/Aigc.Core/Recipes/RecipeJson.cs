using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aigc.Contracts;

namespace Aigc.Core.Recipes;

/// <summary>
/// How recipes are read, alone and inside of requests. Generated readers set an init property that the JSON leaves out to null or zero: a rule would weigh
/// nothing and a review would wait no time. Reading by reflection keeps the defaults of the record.
/// </summary>
public static class RecipeJson
{
    private static readonly JsonSerializerOptions WithDefaults = new(AigcJson.Default.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    public static JsonTypeInfo<T> Reading<T>() => (JsonTypeInfo<T>)WithDefaults.GetTypeInfo(typeof(T));
}
