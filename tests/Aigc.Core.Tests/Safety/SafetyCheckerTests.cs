using Aigc.Contracts.Safety;
using Aigc.Core.Safety;
using Aigc.Core.Safety.Lexicon;
using Microsoft.Extensions.Options;

namespace Aigc.Core.Tests.Safety;

public sealed class SafetyCheckerTests
{
    [Theory]
    [InlineData("They plan to overthrow the government", HarmClass.Politics)]
    [InlineData("这里可以推翻政府", HarmClass.Politics)]
    [InlineData("ＢＵＹ COCAINE here", HarmClass.Crime)]
    [InlineData("how to k\u200bill quietly", HarmClass.BodilyHarm)]
    [InlineData("suic1de method", HarmClass.MentalHealth)]
    [InlineData("本店出售偷拍设备", HarmClass.PrivacyAndProperty)]
    [InlineData("women are inferior", HarmClass.Discrimination)]
    [InlineData("what a b1tch", HarmClass.Civility)]
    [InlineData("此药包治百病", HarmClass.Ethics)]
    public async Task Harm_is_found_and_not_passed_on_a_listing(string text, HarmClass expected)
    {
        var verdict = await Checker().CheckTextAsync("listing", text, null, default);

        Assert.NotEqual(SafetyAction.Pass, verdict.Action);
        Assert.Contains(verdict.Findings, finding => finding.Class == expected);
    }

    [Theory]
    [InlineData("Assess the fit; made in Essex and Scunthorpe")]
    [InlineData("Cocktail shaker with a shooting star print")]
    [InlineData("Climbing harness, folding knife and camping axe")]
    [InlineData("户外斧头，登山安全带，流星图案")]
    [InlineData("")]
    [InlineData("\ud800 a lone surrogate")]
    public async Task Innocent_words_that_look_like_harm_pass(string text)
    {
        var verdict = await Checker().CheckTextAsync("listing", text, null, default);

        Assert.Equal(SafetyAction.Pass, verdict.Action);
    }

    [Fact]
    public async Task The_same_words_weigh_more_in_advertising_than_in_a_listing()
    {
        Assert.Equal(SafetyAction.Review, (await Checker().CheckTextAsync("listing", "miracle cure", "en", default)).Action);
        Assert.Equal(SafetyAction.Block, (await Checker().CheckTextAsync("advertising", "miracle cure", "en", default)).Action);
    }

    [Theory]
    [InlineData(false, SafetyAction.Pass)]
    [InlineData(true, SafetyAction.Review)]
    public async Task A_picture_that_nothing_could_see_is_held_where_the_policy_demands_a_check(bool required, SafetyAction expected)
    {
        var verdict = await Checker(new() { RequireImageCheck = required }).CheckImageAsync("listing", new byte[] { 1, 2, 3 }, "image/png", default);

        Assert.Equal((expected, "offline-no-image-check"), (verdict.Action, verdict.Checker));
    }

    [Fact]
    public async Task A_text_over_the_limit_is_refused_before_it_is_scanned() =>
        Assert.Equal("text-too-long", (await Assert.ThrowsAsync<ProblemException>(() => Checker(new() { MaxTextLength = 5 }).CheckTextAsync("listing", "too long", null, default))).Code);

    private static SafetyChecker Checker(SafetyOptions? settings = null)
    {
        var options = Options.Create(settings ?? new());
        return new(new LexiconModerator(), new BlindImageModerator(), new SafetyPolicy(options), options);
    }
}
