using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Aigc.Contracts;
using Aigc.Contracts.Completions;
using Aigc.Core.Tenants;
using Aigc.Core.Tuning;
using Aigc.Functions.Security;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions.Http;

/// <summary>OpenAPI 3.1, made once from the functions themselves: routes and methods from the triggers, words from <see cref="OperationAttribute"/>, schemas from the JSON contexts.</summary>
internal static partial class OpenApiDocument
{
    private static readonly Lazy<string> Text = new(() => Build().ToJsonString(new JsonSerializerOptions { WriteIndented = true }));

    public static string Json => Text.Value;

    private static JsonObject Build()
    {
        var (paths, schemas) = (new JsonObject(), new JsonObject());
        foreach (var method in typeof(OpenApiDocument).Assembly.GetTypes().SelectMany(type => type.GetMethods()))
        {
            var trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null);
            if (trigger is null || method.GetCustomAttribute<FunctionAttribute>() is not { } function) continue;
            var path = "/api/v1/" + trigger.Route;
            var operations = paths[path] as JsonObject ?? (JsonObject)(paths[path] = new JsonObject());
            foreach (var verb in trigger.Methods!) operations[verb] = Operation(method, function.Name, trigger.Route!, schemas);
        }
        return new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Aigc.Functions", ["version"] = "1", ["description"] = "AIGC mass production for e-commerce: feeds in, reviewed listings and images out." },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas, ["securitySchemes"] = new JsonObject { ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } } },
        };
    }

    private static JsonObject Operation(MethodInfo method, string name, string route, JsonObject schemas)
    {
        var said = method.GetCustomAttribute<OperationAttribute>();
        var open = method.IsDefined(typeof(OpenToAllAttribute));
        var operation = new JsonObject
        {
            ["operationId"] = name,
            ["summary"] = said?.Summary,
            ["description"] = open ? "No key is needed." : $"Needs the role {(method.GetCustomAttribute<RequiresAttribute>()?.Role ?? Role.Admin).ToString().ToLowerInvariant()}.",
            ["security"] = open ? new JsonArray() : new JsonArray(new JsonObject { ["key"] = new JsonArray() }),
            ["parameters"] = new JsonArray([.. Variable().Matches(route).Select(match => (JsonNode)new JsonObject { ["name"] = match.Groups[1].Value, ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" } })]),
            ["responses"] = new JsonObject
            {
                [(said?.Status ?? 200).ToString(System.Globalization.CultureInfo.InvariantCulture)] = Body("Done.", said?.Response, "application/json", schemas),
                ["default"] = new JsonObject { ["description"] = "A problem (RFC 9457), application/problem+json." },
            },
        };
        if (said?.Request is { } request) operation["requestBody"] = Body("", request, "application/json", schemas);
        return operation;
    }

    private static JsonObject Body(string description, Type? type, string contentType, JsonObject schemas)
    {
        var body = new JsonObject { ["description"] = description };
        if (type is null) return body;
        var name = type.IsGenericType ? type.GetGenericArguments()[0].Name + "List" : type.Name;
        schemas[name] ??= InfoOf(type).GetJsonSchemaAsNode();
        body["content"] = new JsonObject { [contentType] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = $"#/components/schemas/{name}" } } };
        return body;
    }

    private static JsonTypeInfo InfoOf(Type type) => AigcJson.Default.GetTypeInfo(type) ?? TenantJson.Default.GetTypeInfo(type) ?? CompletionsJson.Default.GetTypeInfo(type) ?? TuningJson.Default.GetTypeInfo(type) ?? throw new InvalidOperationException($"{type} is in no JSON context.");

    [GeneratedRegex("{([a-zA-Z]+)}")]
    private static partial Regex Variable();
}
