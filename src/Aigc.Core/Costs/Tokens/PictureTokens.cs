using Aigc.Core.Text.Gateway;

namespace Aigc.Core.Costs;

/// <summary>
/// What one picture of at most 1024 pixels a side is counted as, by the rules that providers publish; where there are several, the dearest, since the
/// quote and what is reserved by it rest on this. What no call passes, whatever the picture, is <see cref="PaidChat"/>'s own bound.
/// </summary>
internal static class PictureTokens
{
    // OpenAI, "Images and vision": tiles of 512 px after the shorter side is reduced to 768 px, four of them; gpt-4o-mini 2,833 and 5,667 a tile.
    private const int SmallTiles = 2_833 + (4 * 5_667);

    // The same page: 32 px patches, 1,024 of them, times 2.46 for the dearest size. Tiles of the large models (85 + 4 * 170) are below it.
    private const int Patches = 2_520;

    // Anthropic, "Vision" (docs.claude.com/en/docs/vision): width * height / 750, scaled down above 1568 px or some 1,600 tokens; newer models count patches of
    // 28 px, of which there are fewer (1,369).
    private const int Claude = 1_399;

    // Google, "Understand and count tokens" (ai.google.dev/gemini-api/docs/tokens): 258 a tile of 768 px, four of them; "Media resolution": up to 1,120 a picture
    // since Gemini 3.
    private const int Gemini = 1_120;

    // Alibaba Cloud, "Visual understanding": each side rounded to 28 px, a token for 28 * 28 pixels, and two around them;
    // from Qwen3-VL on a token for 32 * 32, which is less.
    private const int Qwen = 1_371;

    // Own servers: the dearest common open model (LLaVA-NeXT, five crops of 576).
    private const int Unknown = 2_880;

    public static int Of(ModelDescriptor model) => model.Provider switch
    {
        "openai" or "azure-openai" => model.Name.Contains("4o-mini", StringComparison.OrdinalIgnoreCase) ? SmallTiles : Patches,
        "claude" => Claude,
        "gemini" => Gemini,
        "qwen" => Qwen,
        _ => Unknown,
    };
}
