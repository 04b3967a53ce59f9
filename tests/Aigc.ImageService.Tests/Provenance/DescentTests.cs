using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aigc.Contracts.Images;
using Aigc.ImageService.Converting;
using Aigc.ImageService.Provenance;
using Aigc.ImageService.Tests.Converting;
using Aigc.ImageService.Tests.Diffusion.Tiny;
using Aigc.ImageService.Tests.Drawing;
using Aigc.ImageService.Tests.Models;
using Aigc.ImageService.Tests.Pipeline;

namespace Aigc.ImageService.Tests.Provenance;

/// <summary>Whatever is made of a picture keeps the link to it.</summary>
public sealed class DescentTests
{
    private const string Line = "http://ns.adobe.com/xap/1.0/";
    private static readonly byte[] Mug = DrawnPhoto.Of(Shape.Mug, Ground.Gradient).Png;
    private static readonly byte[] Backdrop = PictureEncoder.Encode(new([.. Enumerable.Repeat((byte)200, 300 * 300 * 3)], 300, 300, 3), new(OutputFormat.Png)).Bytes;
    private static readonly string One = new('a', 64);
    private static readonly string Other = new('b', 64);

    [Theory]
    [InlineData("white")]
    [InlineData("transparent")]
    [InlineData("cutout")]
    [InlineData("scene")]
    [InlineData("upscale")]
    [InlineData("crop")]
    [InlineData("convert")]
    public void A_picture_names_the_photo_that_it_was_made_from_in_the_file_and_in_the_answer(string op)
    {
        var made = PipelineDriver.Made(Mug, new(op, "x"));

        AssertDescent(HashOf(Mug), HashOf(Mug), [], DescentIn(made.Bytes!));
        AssertDescent(HashOf(Mug), HashOf(Mug), [], made.Descent);
    }

    [Theory]
    [InlineData("jpeg")]
    [InlineData("png")]
    [InlineData("webp")]
    [InlineData("avif")]
    public void What_is_made_from_that_names_it_and_the_first_of_the_line(string format)
    {
        var white = PipelineDriver.Made(Mug, new("white", "x", Format: format)).Bytes!;

        var small = white.To("jpeg", width: 200).Bytes!;

        AssertDescent(HashOf(white), HashOf(Mug), [], DescentIn(small));
    }

    [Theory]
    [InlineData("convert", "amazon-main", null)]
    [InlineData("white", "amazon-main", "eu")]
    public void Neither_the_fix_of_a_market_nor_a_label_that_is_drawn_puts_itself_in_between(string op, string market, string? labels)
    {
        var made = PipelineDriver.Made(Mug, new(op, "x") { Market = market, Labels = labels });

        AssertDescent(HashOf(Mug), HashOf(Mug), [], DescentIn(made.Bytes!));
    }

    [Fact]
    public void A_scene_names_the_background_that_went_into_it()
    {
        var made = PipelineDriver.Made(Mug, new("scene", "s", 400, 400), _ => { }, ("background", Backdrop));

        AssertDescent(HashOf(Mug), HashOf(Mug), [HashOf(Backdrop)], DescentIn(made.Bytes!));
        AssertDescent(HashOf(Mug), HashOf(Mug), [HashOf(Backdrop)], made.Descent);
    }

    [Fact]
    public void A_dressed_person_names_the_garment()
    {
        using var models = new InstalledFolder();
        using (var tiny = new TinyPipeline(new() { Channels = 9, TryOn = true })) models.Install("tiny-try-on", "try-on", tiny.Folder);
        var person = DrawnPhoto.Of(Shape.Bottle, Ground.White, 300, 400).Png;
        var step = new ImageStep("tryon", "t") { LikenessConsent = true, Paint = new(Steps: 1, WorkingSide: 64) };

        var made = PipelineDriver.Made(person, step, options => options.ModelFolder = models.Path, ("garment", Mug), ("mask", Backdrop));

        AssertDescent(HashOf(person), HashOf(person), [HashOf(Mug)], DescentIn(made.Bytes!));
    }

    [Fact]
    public void A_file_that_says_nothing_of_its_making_says_no_more_when_its_copy_names_it()
    {
        var record = ProvenanceReader.Verify(Mug.To("jpeg").Bytes!).Record;

        Assert.True(record is { IsEmpty: true, Descent: not null }, $"{record}");
    }

    [Fact]
    public void A_picture_that_is_refused_has_none() => Assert.Null(Assert.Single(PipelineDriver.Run(Mug, 1, new ImageStep("white", "w", 200, 200) { Market = "standard" }).Outputs).Descent);

    [ExifToolTheory]
    [InlineData("jpeg")]
    [InlineData("png")]
    [InlineData("webp")]
    [InlineData("avif")]
    public void ExifTool_reads_the_same(string format)
    {
        var made = PipelineDriver.Made(Mug, new("scene", "s", 400, 400, format), _ => { }, ("background", Backdrop));

        var fields = ExifTool.Read(made.Bytes!, format);

        var parent = JsonDocument.Parse(fields["XMP-xmpMM:DerivedFrom"]).RootElement;
        Assert.Equal(($"sha256:{HashOf(Mug)}", $"sha256:{HashOf(Mug)}"), (parent.GetProperty("DocumentID").GetString(), parent.GetProperty("OriginalDocumentID").GetString()));
        Assert.Contains($"sha256:{HashOf(Backdrop)}", fields["XMP-xmpMM:Ingredients"], StringComparison.Ordinal);
    }

    [Fact]
    public void References_may_stand_as_attributes()
    {
        var read = Read($"<xmpMM:DerivedFrom stRef:documentID='sha256:{One}' stRef:originalDocumentID='sha256:{Other}'/><xmpMM:Ingredients><rdf:Bag><rdf:li stRef:documentID='sha256:{Other}'/></rdf:Bag></xmpMM:Ingredients>");

        AssertDescent(One, Other, [Other], read);
    }

    [Theory]
    [InlineData("<xmpMM:DerivedFrom rdf:parseType='Resource'><stRef:documentID>xmp.did:5a7e</stRef:documentID></xmpMM:DerivedFrom>")]
    [InlineData("<xmpMM:DerivedFrom rdf:parseType='Resource'><stRef:documentID>sha256:../../etc/passwd</stRef:documentID></xmpMM:DerivedFrom>")]
    [InlineData("<xmpMM:DerivedFrom rdf:parseType='Resource'><stRef:documentID>sha256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA</stRef:documentID></xmpMM:DerivedFrom>")]
    [InlineData("<xmpMM:DerivedFrom/><stRef:documentID>sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</stRef:documentID>")]
    [InlineData("<xmpMM:ManagedFrom rdf:parseType='Resource'><stRef:documentID>sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</stRef:documentID></xmpMM:ManagedFrom>")]
    public void A_reference_that_is_no_hash_of_a_parent_is_none(string content) => Assert.Null(Read(content));

    [Fact]
    public void However_many_ingredients_a_file_names_few_are_read()
    {
        var items = string.Concat(Enumerable.Repeat($"<rdf:li rdf:parseType='Resource'><stRef:documentID>sha256:{Other}</stRef:documentID></rdf:li>", 500));

        var read = Read($"<xmpMM:DerivedFrom stRef:documentID='sha256:{One}'/><xmpMM:Ingredients><rdf:Bag>{items}</rdf:Bag></xmpMM:Ingredients>");

        AssertDescent(One, One, [.. Enumerable.Repeat(Other, 8)], read);
    }

    private static Descent? DescentIn(byte[] file) => ProvenanceReader.Verify(file).Record.Descent;

    private static string HashOf(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));

    private static Descent? Read(string content) => XmpReading.TryRead(Encoding.UTF8.GetBytes(
        $"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:xmpMM='{Line}mm/' xmlns:stRef='{Line}sType/ResourceRef#'>{content}</rdf:Description></rdf:RDF>"))!.Descent;

    private static void AssertDescent(string parent, string original, string[] ingredients, Descent? descent)
    {
        Assert.Equal((parent, original), (descent?.Parent, descent?.Original));
        Assert.Equal(ingredients, descent!.Ingredients);
    }
}
