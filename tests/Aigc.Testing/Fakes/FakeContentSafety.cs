using System.Net;

namespace Aigc.Testing.Fakes;

/// <summary>Stands in for Azure AI Content Safety on its wire protocol, version 2023-10-01.</summary>
public sealed class FakeContentSafety : WireServer
{
    public void Finds(int hate = 0, int selfHarm = 0, int sexual = 0, int violence = 0) => Answer(HttpStatusCode.OK, $$"""
        {"blocklistsMatch":[],"categoriesAnalysis":[{"category":"Hate","severity":{{hate}}},{"category":"SelfHarm","severity":{{selfHarm}}},{"category":"Sexual","severity":{{sexual}}},{"category":"Violence","severity":{{violence}}}]}
        """);

    public void Fails(HttpStatusCode status, string? retryAfter = null) => Answer(status, $$$"""{"error":{"code":"{{{(int)status}}}","message":"refused by the fake"}}""", retryAfter);
}
