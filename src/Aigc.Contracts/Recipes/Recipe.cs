using Aigc.Contracts.Images;

namespace Aigc.Contracts.Recipes;

/// <summary>What to produce of each product. Validated against the published schema; stored versions never change.</summary>
public sealed record Recipe
{
    public string Name { get; init; } = "default";
    public int Version { get; init; } = 1;

    /// <summary>BCP 47 tag of the language that copy is written in where a slot names none.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Where the results will be shown; picks the safety policy: <c>listing</c>, <c>advertising</c> or <c>chat</c>.</summary>
    public string Channel { get; init; } = "listing";

    public required IReadOnlyList<OutputSpec> Outputs { get; init; }
    public CopyRules Rules { get; init; } = new();

    /// <summary>Trends and past results that ideas are suggested from; null: by the products alone.</summary>
    public Signals? Signals { get; init; }

    /// <summary>The most the batch may spend; null: the tenant's budget alone limits it.</summary>
    public Money? Budget { get; init; }

    /// <summary>How models are asked: <c>auto</c> (by the deadline), <c>realtime</c> or <c>batch</c>, a provider's cheaper lane that takes up to a day. Default auto.</summary>
    public string? Lane { get; init; }

    /// <summary>From the submission until the batch has to be done; null: as soon as possible.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Decision factors that pick the products to generate for; null: all of them.</summary>
    public ChoosingPlan? Choosing { get; init; }

    public ScreeningPlan Screening { get; init; } = new();
    public TrialPlan? Trial { get; init; }
    public ReviewPlan Review { get; init; } = new();
    public AcceptancePlan? Acceptance { get; init; }
    public DeliveryPlan Delivery { get; init; } = new();
}

/// <summary>One output of every item.</summary>
public sealed record OutputSpec
{
    /// <summary>A slot of <see cref="Slots"/>, with a language for copy: <c>attributes</c>, <c>title.en</c>, <c>image.white</c>.</summary>
    public required string Slot { get; init; }

    /// <summary>Prompt or background template; null: the default of the slot.</summary>
    public string? Template { get; init; }

    /// <summary>Model or alias; null: the default of the tenant.</summary>
    public string? Model { get; init; }

    /// <summary>Translate instead of writing: from a slot of the same kind (<c>title.en</c>), or from the <c>feed</c>; null: write it anew.</summary>
    public string? From { get; init; }

    /// <summary>Longest text, in characters as people count them; null: the limit of the slot in its language (title 150, description 5000, highlight 150; half of it in Chinese, Japanese and Korean).</summary>
    public int? MaxLength { get; init; }

    /// <summary>How many pieces (selling points, headlines, keywords); null: the default of the slot.</summary>
    public int? Count { get; init; }

    /// <summary>Where an ad is shown, which sets the lengths of its lines: <c>search</c> (default), <c>display</c>, <c>social</c>.</summary>
    public string? AdChannel { get; init; }

    /// <summary>Size in pixels and encoding of an image slot.</summary>
    public ImageSpec Image { get; init; } = new();
}

/// <param name="Format"><c>jpeg</c>, <c>png</c> or <c>webp</c>; null: png where the slot is transparent, else jpeg.</param>
/// <param name="Market">Rules that the picture must meet, such as <c>amazon-main</c>; null: <c>standard</c> for white pictures of a listing's size, else none.</param>
/// <param name="Labels">Label policy for AI-made pictures: <c>metadata</c>, <c>china</c>, <c>eu</c>; null: that of the market, else <c>metadata</c>.</param>
public sealed record ImageSpec(int Width = 1000, int Height = 1000, string? Format = null, int? Quality = null, string? Market = null, string? Labels = null)
{
    /// <summary>What makes a scene: <c>procedural</c>, or by a diffusion model that the operator installed <c>inpaint</c>, <c>text-to-image</c>, <c>image-to-image</c>; null: <c>procedural</c>.</summary>
    public string? Engine { get; init; }

    /// <summary>Where no model is installed for the engine, the procedural scene is taken; the result says which engine it was.</summary>
    public bool Fallback { get; init; }

    /// <summary>What a model paints, and how, in scenes and on persons; null: the usual.</summary>
    public PaintSpec? Paint { get; init; }

    /// <summary>Whom a garment is put on; for <c>image.tryon</c> alone, and needed there.</summary>
    public TryOnPlan? TryOn { get; init; }
}

/// <summary>One person wears every garment of the batch.</summary>
/// <param name="Person">Address of the person's photo, or its path below the media of the feed.</param>
/// <param name="LikenessConsent">The person agreed to it, or is nobody. Without it nothing is made.</param>
/// <param name="Mask">The same for a picture that is white where the person is dressed anew; null: the installed mask model says where.</param>
/// <param name="GarmentPhoto">How the garments were photographed; null: <c>auto</c>.</param>
public sealed record TryOnPlan(string Person, bool LikenessConsent, string? Mask = null, GarmentPhoto? GarmentPhoto = null);

/// <summary>Rules that hold for all copy of the recipe.</summary>
public sealed record CopyRules
{
    public IReadOnlyList<string> ForbiddenWords { get; init; } = [];
    public string? Tone { get; init; }

    /// <summary>Whose advertising law the words must meet: <c>cn</c>, <c>eu</c>, <c>us</c>; null: <c>cn</c> for Chinese, else <c>us</c> and <c>eu</c> both.</summary>
    public string? Market { get; init; }

    /// <summary>How terms are rendered in translations.</summary>
    public IReadOnlyList<TermRendering> Glossary { get; init; } = [];

    /// <summary>Words that stay as they are in translations, beside brand, id and part numbers.</summary>
    public IReadOnlyList<string> DoNotTranslate { get; init; } = [];
}

/// <param name="Language">BCP 47 tag of the rendering.</param>
public sealed record TermRendering(string Term, string Language, string Rendering);

/// <summary>How strictly source photos are screened.</summary>
public sealed record ScreeningPlan
{
    /// <summary>
    /// Codes of triage that the operator takes upon himself: <c>too-small</c>, <c>blurred</c>, <c>low-contrast</c>, <c>cluttered</c>,
    /// <c>subject-fills-frame</c>, <c>cropped</c>, <c>logo-suspected</c> (what looks pasted onto the photo stays). They refuse no photo, stand in each verdict as overruled, and pictures made in spite of them go to review.
    /// </summary>
    public IReadOnlyList<string> Overrule { get; init; } = [];
}

/// <summary>A stratified sample is produced first and shown; the rest waits for a decision.</summary>
public sealed record TrialPlan(int Size = 10, TimeSpan? Timeout = null);

/// <summary>Who looks at what before delivery.</summary>
public sealed record ReviewPlan
{
    /// <summary>Share of unflagged items that is sent to review as well, 0 to 1.</summary>
    public double SampleRate { get; init; }

    /// <summary>How long decisions are waited for, in all.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Time between reminders.</summary>
    public TimeSpan Reminder { get; init; } = TimeSpan.FromDays(1);

    /// <summary>What an item becomes whose review nobody decided.</summary>
    public ReviewTimeoutAction OnTimeout { get; init; } = ReviewTimeoutAction.Reject;
}

public enum ReviewTimeoutAction { Reject, Approve }

/// <summary>Lot acceptance by attributes, ISO 2859-1, general inspection level II.</summary>
/// <param name="Aql">Acceptance quality limit, percent nonconforming: 0.65, 1.0, 1.5, 2.5, 4.0 or 6.5.</param>
public sealed record AcceptancePlan(double Aql = 1.0, TimeSpan? Timeout = null);

/// <summary>Where results go.</summary>
public sealed record DeliveryPlan
{
    /// <summary>Told at batch events by a signed POST (Standard Webhooks); public https only.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>Write the offline gallery <c>index.html</c>.</summary>
    public bool Gallery { get; init; } = true;
}
