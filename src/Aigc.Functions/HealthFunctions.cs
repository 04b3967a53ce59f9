using Aigc.Contracts;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions;

public sealed class HealthFunctions
{
    [Function(nameof(GetHealth)), OpenToAll("It tells only that the host answers.")]
    [Operation("Whether the host answers.", Response = typeof(Health))]
    public static IResult GetHealth([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "healthz")] HttpRequest request) => Answers.Json(new Health("ok"), AigcJson.Default.Health);
}
