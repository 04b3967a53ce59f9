using Aigc.ImageService.Decoding;
using Aigc.ImageService.Scenes;
using Aigc.ImageService.Tests.Drawing;
using Aigc.ImageService.Vision;
using SkiaSharp;

namespace Aigc.ImageService.Tests.Scenes;

/// <summary>Which template a product gets.</summary>
public sealed class SceneChoiceTests : IDisposable
{
    private static readonly ProductLook Standing = new(Aspect: 1, Base: 0.8, Lightness: 40, A: 30, B: 20, LightFrom: 0);
    private static readonly ProductLook Lying = Standing with { Base = 0.05 };
    private static readonly SceneLibrary Shipped = new((string?)null);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scenes-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Ski/boarding", "winter sports", "sports")]
    [InlineData("Sporting Goods > Outdoor Recreation > Skis", "winter sports", "sports")]
    [InlineData("Trekking", "outdoor", "sports")]
    [InlineData("Apparel & Accessories > Shoes", "footwear", "fashion")]
    [InlineData("Kitchen > Mugs", "home")]
    public void A_template_of_the_products_category_or_of_one_above_it_is_taken(string category, params string[] of)
    {
        for (var seed = 0ul; seed < 8; seed++)
            Assert.Contains(Shipped.Choose(null, category, Standing, seed).Template.Categories, node => of.Contains(node));
    }

    [Fact]
    public void A_template_of_the_category_itself_scores_above_one_that_is_inherited()
    {
        var (own, above) = (Shipped.Choose("window-loft", "Shoes", Standing, 1).Match, Shipped.Choose("oak-studio", "Shoes", Standing, 1).Match);

        Assert.True(own.Category > above.Category && above.Category > Shipped.Choose("dawn-studio", "Shoes", Standing, 1).Match.Category, $"{own} {above}");
    }

    [Theory]
    [InlineData("Keyboards")]
    [InlineData("Something else")]
    [InlineData("")]
    [InlineData(null)]
    public void What_no_template_was_made_for_gets_one_that_suits_its_looks(string? category)
    {
        var (template, match) = Shipped.Choose(null, category, Standing, 3);

        Assert.DoesNotContain("winter sports", template.Categories);
        Assert.True(match is { Position: 1, Lighting: > 0.8 }, $"{template.Name}: {match}");
    }

    [Fact]
    public void What_has_no_foot_to_stand_on_is_laid_down()
    {
        Assert.Equal(SceneView.FlatLay, Shipped.Choose(null, "Skis", Lying, 1).Template.View);
        Assert.Equal(SceneView.Standing, Shipped.Choose(null, "Skis", Standing, 1).Template.View);
    }

    [Fact]
    public void A_dark_product_does_not_get_a_dark_background()
    {
        var black = Standing with { Lightness = 12, A = 0, B = 0 };
        var white = Standing with { Lightness = 96, A = 0, B = 0 };

        Assert.NotEqual("graphite-stage", Shipped.Choose(null, "Electronics", black, 1).Template.Name);
        Assert.True(Shipped.Choose("graphite-stage", "Electronics", white, 1).Match.Score > Shipped.Choose("graphite-stage", "Electronics", black, 1).Match.Score + 0.1);
    }

    [Fact]
    public void Templates_that_do_as_well_take_turns_by_the_seed()
    {
        var names = Enumerable.Range(0, 12).Select(seed => Shipped.Choose(null, "Shoes", Standing, (ulong)seed).Template.Name).ToList();

        Assert.True(names.Distinct().Count() > 1);
        Assert.Equal(names, Enumerable.Range(0, 12).Select(seed => Shipped.Choose(null, "Shoes", Standing, (ulong)seed).Template.Name));
    }

    [Fact]
    public void A_name_that_is_not_known_is_refused_with_those_that_are()
    {
        var problem = Assert.Throws<ImageProblemException>(() => Shipped.Choose("moon-base", null, Standing, 1));

        Assert.Equal(("template-unknown", 400), (problem.Code, problem.Status));
        Assert.Contains("oak-studio", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_look_of_a_product_is_measured_on_the_product_alone()
    {
        var photo = ImageDecoder.Decode(DrawnPhoto.Of(Shape.Bottle, Ground.Gradient, colour: new SKColor(178, 44, 52)).Png);

        var look = ProductLook.Of(photo, SubjectFinder.Find(photo).Alpha);

        // White letters and highlights are on it; the ground around it is grey.
        Assert.InRange(look.A, 35, 60);
        Assert.InRange(look.Aspect, 0.2, 0.6);
        Assert.InRange(look.Base, 0.6, 1);
    }

    [Fact]
    public void Whoever_asks_with_a_category_is_told_how_near_each_template_is_to_it()
    {
        var told = Shipped.Told("Sporting Goods > Ski/boarding").ToDictionary(template => template.Name, template => template.Fit);

        // Made for winter sports, of which skiing is one; for sports, above that; for anything; for something else.
        Assert.Equal((0.85, 0.722, 0.35, 0.0), (told["snow-field"], told["slate-studio"], told["dawn-studio"], told["mint-studio"]));
        Assert.All(Shipped.Told(null), template => Assert.Null(template.Fit));
    }

    [Fact]
    public void The_operators_templates_stand_beside_those_that_ship()
    {
        Write("loft.json", """{"name":"my-loft","view":"standing","categories":["footwear"],"wall":"#E0E0E0","surface":"#C0C0C0","material":"plain","grain":0.2}""");

        Assert.Equal("my-loft", new SceneLibrary(_folder.FullName).Choose("my-loft", null, Standing, 1).Template.Name);
    }

    [Fact]
    public void A_template_with_a_picture_is_matched_by_its_pixels_and_not_by_the_colours_that_it_names()
    {
        using var black = new SKBitmap(40, 40);
        black.Erase(new SKColor(10, 10, 10));
        File.WriteAllBytes(Path.Combine(_folder.FullName, "night.png"), black.Encode(SKEncodedImageFormat.Png, 100).ToArray());
        Write("night.json", """{"name":"night","view":"standing","categories":[],"wall":"#FFFFFF","surface":"#FFFFFF","material":"plain","grain":0.2,"picture":"night.png"}""");
        var (dark, light) = (Standing with { Lightness = 5, A = 0, B = 0 }, Standing with { Lightness = 95, A = 0, B = 0 });

        var library = new SceneLibrary(_folder.FullName);

        Assert.True(library.Choose("night", null, dark, 1).Match.Lighting < 0.2);
        Assert.Equal(1, library.Choose("night", null, light, 1).Match.Lighting);
    }

    [Fact]
    public void A_template_whose_picture_cannot_be_read_keeps_the_service_from_starting()
    {
        Write("loft.jpg", "no picture");
        Write("loft.json", """{"name":"x","view":"standing","categories":[],"wall":"#C0C0C0","surface":"#C0C0C0","material":"plain","grain":0.2,"picture":"loft.jpg"}""");

        Assert.Contains("loft.jpg", Assert.Throws<InvalidDataException>(() => new SceneLibrary(_folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not JSON", "{", "loft.json")]
    [InlineData("a colour", """{"name":"x","view":"standing","categories":[],"wall":"blue-ish","surface":"#C0C0C0","material":"plain","grain":0.2}""", "colours")]
    [InlineData("a picture that is not there", """{"name":"x","view":"standing","categories":[],"wall":"#C0C0C0","surface":"#C0C0C0","material":"plain","grain":0.2,"picture":"no.jpg"}""", "is missing")]
    [InlineData("a picture elsewhere", """{"name":"x","view":"standing","categories":[],"wall":"#C0C0C0","surface":"#C0C0C0","material":"plain","grain":0.2,"picture":"../../etc/passwd"}""", "leads out")]
    [InlineData("a name twice", """{"name":"oak-studio","view":"standing","categories":[],"wall":"#C0C0C0","surface":"#C0C0C0","material":"plain","grain":0.2}""", "two scene templates")]
    public void A_broken_template_keeps_the_service_from_starting(string what, string json, string why)
    {
        Write("loft.json", json);

        var broken = Assert.Throws<InvalidDataException>(() => new SceneLibrary(_folder.FullName));

        Assert.True(broken.Message.Contains(why, StringComparison.Ordinal), $"{what}: {broken.Message}");
    }

    private void Write(string name, string json) => File.WriteAllText(Path.Combine(_folder.FullName, name), json);
}
