using System.Text.RegularExpressions;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion.Tokens;

namespace Aigc.ImageService.Diffusion;

/// <summary>
/// Words that no picture is made from. Latin words match whole, whatever their case and width; others match anywhere, because
/// they are written without spaces.
/// </summary>
internal sealed class PromptDenyList
{
    /// <summary>What a shop never asks for; an operator's list replaces it.</summary>
    public static readonly PromptDenyList Default = new(
        ["nude", "nudity", "naked", "nsfw", "porn", "pornographic", "erotic", "hentai", "topless", "gore", "beheading", "裸体", "裸露", "色情", "血腥", "斩首"]);

    private readonly Regex? _pattern;

    public PromptDenyList(IReadOnlyList<string> terms)
    {
        if (terms.Count == 0) return;
        var alternatives = terms.Select(term => char.IsAscii(term[0]) ? $@"\b{Regex.Escape(term)}\b" : Regex.Escape(term));
        _pattern = new(string.Join('|', alternatives), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    /// <exception cref="ImageProblemException"><c>content-filtered</c> 422.</exception>
    public void Check(string prompt)
    {
        if (_pattern?.Match(Composition.Compose(Composition.Narrow(prompt))) is { Success: true } found)
            throw new ImageProblemException("content-filtered", $"The prompt asks for '{found.Value}', which no picture is made from.", 422);
    }
}
